mod declared;
mod drafted;
mod open;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use glowplug::Version;
use glowplug::diff::Answers;
use glowplug::generate::{self, Draft, Outcome, Trial};
use glowplug::prove::{self, Proof, Subject};
use glowplug::scratch::Scratch;
use glowplug::source::{Migrations, Script};

use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::project::names;
use crate::scratch::Place;
use drafted::{Drafted, Files, Nothing};
use open::Given;

/// Write the migration that leads from what the migrations build to what is declared, proved
///
/// What declares the schema: `schema` in `.glowplug.toml`, a file or folder of SQL; else the
/// `schema.rs` that `[print_schema] file` in `diesel.toml` names, as you edited it. Before a file is
/// written, up, down and up again are tried in a scratch database with rows in its tables.
///
/// What may be a rename is asked, never guessed. What loses data needs `--allow data-loss`. What
/// `table!` cannot say (defaults, checks, indexes…) stays as it is; an index for a new foreign key,
/// `DEFAULT now()` and the like come along with a comment that says why.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug generate add_categories
  glowplug generate add_categories --dry-run
  glowplug generate rename_title --rename posts.title=headline
  glowplug generate drop_title --drop posts.title --allow data-loss
  glowplug generate add_mood --values mood=sad,ok,happy
  glowplug generate add_categories --keep 'constraint posts.*'
  glowplug generate add_categories --schema schema.sql

In `.glowplug.toml`:
  keep = [\"column users.legacy_*\"]

Exit codes:
  0  written, or nothing to do
  1  it could not be written or proved
  2  a question is left open: a rename, or what loses data")]
pub(crate) struct Args {
    /// What it does, in snake_case: `add_categories`
    name: String,

    /// It only gets another name: `table=name`, `table.column=name`, `enum.value=name`
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,

    /// It is not renamed but goes: `table`, `table.column`, `enum.value`
    #[arg(long, value_name = "OBJECT")]
    drop: Vec<String>,

    /// It stays although `schema.rs` does not declare it: `kind name`, with `*` for any characters
    #[arg(long, value_name = "PATTERN")]
    keep: Vec<String>,

    /// The values of an enum that is new in `schema.rs`, or that gets others, in their order
    #[arg(long, value_name = "ENUM=VALUE,…")]
    values: Vec<String>,

    /// Go on although a statement is dangerous in this way
    #[arg(long, value_name = "HAZARD", value_delimiter = ',')]
    allow: Vec<Danger>,

    /// What declares the schema: a `.rs` file, or a file or folder of SQL
    #[arg(long, value_name = "PATH")]
    schema: Option<PathBuf>,

    /// Print what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Number it: `001_name`, `002_name`
    #[arg(long)]
    sequential: bool,

    #[command(flatten)]
    place: Place,
}

/// What needs to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Danger {
    /// Rows or values are gone afterwards
    DataLoss,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let folder = context.migrations()?;
        let lock = File::open(&folder).ok();
        let _held = lock.as_ref().map(File::lock);
        let taken = names::folders(&folder)?;
        names::check(&self.name, &taken)?;
        let mut target = context.target()?;
        let place = self.place.choose(context, &mut target)?;
        let mut declared = declared::find(context, self.schema.as_deref())?;
        let migrations = Migrations::folder(&folder);
        let mut work = Work {
            context,
            declared: &mut declared,
            given: self.given()?,
            taken: &taken,
        };
        let made = Scratch::with(&place, migrations, async |scratch| {
            match self.made(&mut work, scratch, Trial::InProof).await? {
                Some(made) if !made.holds() && !made.draft.is_tried => {
                    self.made(&mut work, scratch, Trial::Now).await
                }
                made => Ok::<_, Error>(made),
            }
        });
        let Some(made) = made.await? else {
            context.answer(&Nothing::new(&declared))?;
            return Ok(Ending::Done);
        };
        if !made.holds() {
            return Err(drafted::not_proved(&made.proof, &made.draft));
        }
        let Made {
            draft,
            files,
            proof,
        } = made;
        let files = files.with_verdict(&draft, &proof);
        if !self.dry_run {
            files.write(&folder)?;
        }
        context.answer(&Drafted::new(
            context,
            draft,
            proof,
            files,
            &folder,
            self.dry_run,
        ))?;
        Ok(Ending::Done)
    }

    /// A draft and its proof; `None` when there is nothing to do.
    async fn made(
        &self,
        work: &mut Work<'_>,
        scratch: &mut Scratch,
        trial: Trial,
    ) -> Result<Option<Made>> {
        let Some(draft) = work.drafted(scratch, trial).await? else {
            return Ok(None);
        };
        self.demand_allowed(&draft)?;
        let files = Files::name(&draft, &self.name, work.taken, self.sequential)?;
        let proof = proof(scratch, &draft, &files).await?;
        Ok(Some(Made {
            draft,
            files,
            proof,
        }))
    }

    fn given(&self) -> Result<Given> {
        let mut given = Given {
            answers: Answers::parse(&self.rename, &self.drop)?,
            keep: self.keep.clone(),
            ..Given::default()
        };
        for text in &self.values {
            let (name, values) = text.split_once('=').ok_or_else(|| {
                Error::usage(
                    format!("`--values {text}` names no values"),
                    "write the enum and its values: `--values mood=sad,ok,happy`",
                )
            })?;
            given.values.insert(name.to_owned(), open::list(values));
        }
        Ok(given)
    }

    /// What loses data is not written unasked.
    fn demand_allowed(&self, draft: &Draft) -> Result<()> {
        if self.allow.contains(&Danger::DataLoss) || !draft.loses_data() {
            return Ok(());
        }
        Err(Error::Hazards(open::data_loss(draft)))
    }
}

/// What a draft is made of.
struct Work<'w> {
    context: &'w Context,
    declared: &'w mut declared::Declared,
    given: Given,
    /// The folders of migrations that there are.
    taken: &'w [String],
}

/// What is to be written, and whether it does what it should.
struct Made {
    draft: Draft,
    files: Files,
    proof: Proof,
}

impl Work<'_> {
    /// The draft, once every question is answered; `None` when there is nothing to do.
    async fn drafted(&mut self, scratch: &mut Scratch, trial: Trial) -> Result<Option<Draft>> {
        loop {
            let declaration = self.declared.with(&self.given)?;
            let answers = &self.given.answers;
            match generate::draft(scratch, declaration, answers, trial).await? {
                Outcome::Nothing => return Ok(None),
                Outcome::Draft(draft) => return Ok(Some(*draft)),
                Outcome::Blocked(blocked) => return Err(Error::Blocked(Box::new(blocked))),
                Outcome::Questions(questions) => self.given.ask(self.context, questions)?,
            }
        }
    }
}

impl Made {
    /// Whether it does, and loses no rows unasked.
    fn holds(&self) -> bool {
        self.proof.holds() && (self.proof.lost.is_empty() || self.draft.loses_data())
    }
}

/// Tries the files as they will be written.
async fn proof(scratch: &mut Scratch, draft: &Draft, files: &Files) -> Result<Proof> {
    let mut migrations = scratch.migrations().clone();
    let mut versions = BTreeSet::new();
    for folder in &files.folders {
        versions.insert(Version::of_folder(&folder.name));
        let texts = folder.files.iter().map(|(file, text)| {
            let path = Path::new(&folder.name).join(file);
            (file.clone(), Script::text(path, text.clone()))
        });
        migrations = migrations.with_files(folder.name.clone(), texts);
    }
    let subject = Subject {
        migrations,
        versions,
        expected: Some(draft.expected.clone()),
        known: draft.known,
        former: Some(draft.former.clone()),
        may_fail: draft.may_fail(),
        gives_back: draft.gives_back(),
    };
    Ok(prove::prove(scratch, &subject).await?)
}

/// Writes a file; the folder is there.
fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|source| Error::Io {
        action: "write",
        path: path.to_owned(),
        source,
    })
}
