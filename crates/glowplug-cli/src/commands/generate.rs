//! `generate`: generates the migration to the declared schema, and proves it.

mod declared;
mod drafted;
mod open;

use std::collections::BTreeSet;
use std::fs::File;
use std::mem;
use std::path::{Path, PathBuf};

use glowplug::Version;
use glowplug::catalog::Uncompared;
use glowplug::source::{Migrations, Script};
use glowplug_schema::diff::Answers;
use glowplug_schema::generate::{self, Draft, Verify};
use glowplug_schema::prove::{self, Fault, Proof, ProofRequest};
use glowplug_schema::scratch::Scratch;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::options::Hazard;
use crate::project::names;
use crate::scratch::ScratchOptions;
use drafted::{Drafted, Files, Nothing};
use open::Given;

/// Generate the migration from the current schema to the declared one, and prove it
///
/// The schema is declared in SQL, in the file or folder that `schema` in `.glowplug.toml` names, or
/// else in the `schema.rs` that `[print_schema] file` in `diesel.toml` names, as you edited it. Before
/// a file is written, up, down and up again are run in a scratch database with rows in its tables.
///
/// Possible renames are asked about, never guessed. Losing data needs `--allow data-loss`. What
/// `table!` cannot express (defaults, checks, indexes…) is kept; an index for a new foreign key,
/// `DEFAULT now()` and the like are added, with a comment that says why.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug generate add_categories
  glowplug generate add_categories --dry-run
  glowplug generate rename_title --rename posts.title=headline
  glowplug generate drop_title --drop posts.title --allow data-loss
  glowplug generate add_mood --values mood=sad,ok,happy
  glowplug generate add_views --default posts.views=0
  glowplug generate add_categories --keep 'constraint posts.*'
  glowplug generate add_categories --schema schema.sql

In `.glowplug.toml`:
  keep = [\"column users.legacy_*\"]

Exit codes:
  0  written, or nothing to do
  1  the migration could not be generated or proved
  2  an open question: a possible rename, or data loss")]
pub(crate) struct Args {
    /// What it does, in snake_case: `add_categories`
    name: String,

    /// Rename it: `table=name`, `table.column=name`, `enum.value=name`; its own name if it kept that
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,

    /// Drop it, instead of renaming it: `table`, `table.column`, `enum.value`
    #[arg(long, value_name = "OBJECT")]
    drop: Vec<String>,

    /// Keep it although `schema.rs` does not declare it: `kind name`, with `*` for any characters
    #[arg(long, value_name = "PATTERN")]
    keep: Vec<String>,

    /// The values of a new or changed enum in `schema.rs`, in order
    #[arg(long, value_name = "ENUM=VALUE,…")]
    values: Vec<String>,

    /// The default of a new column, also for existing rows: a value or an expression
    #[arg(long, value_name = "COLUMN=VALUE")]
    default: Vec<String>,

    /// Accept statements with this hazard
    #[arg(long, value_name = "HAZARD", value_delimiter = ',')]
    allow: Vec<Hazard>,

    /// What declares the schema: a `.rs` file, or a file or folder of SQL
    #[arg(long, value_name = "PATH")]
    schema: Option<PathBuf>,

    /// Print what would be written, without writing it
    #[arg(long)]
    dry_run: bool,

    /// Use a number as its version: `001_name`, `002_name`
    #[arg(long)]
    sequential: bool,

    #[command(flatten)]
    scratch: ScratchOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let folder = context.migrations()?;
        let lock = File::open(&folder).ok();
        let _held = lock.as_ref().map(File::lock);
        let taken = names::folders(&folder)?;
        names::check(&self.name, &taken)?;
        let mut target = context.target()?;
        let place = self.scratch.place(context, &mut target)?;
        let mut declared = declared::find(context, self.schema.as_deref())?;
        let migrations = Migrations::folder(&folder);
        let mut work = Work {
            context,
            declared: &mut declared,
            given: self.given()?,
            taken: &taken,
            not_compared: Vec::new(),
        };
        let made = Scratch::with(&place, migrations, async |scratch| {
            match self.made(&mut work, scratch, Verify::Deferred).await? {
                Some(made) if !made.is_as_expected() && !made.draft.is_tried => {
                    self.made(&mut work, scratch, Verify::Eagerly).await
                }
                made => Ok::<_, Error>(made),
            }
        });
        let Some(made) = made.await? else {
            let not_compared = mem::take(&mut work.not_compared);
            context.answer(&Nothing::new(&declared, not_compared))?;
            return Ok(Outcome::Done);
        };
        self.write(context, &folder, made)
    }

    /// Writes the proved migration, and prints the result.
    fn write(&self, context: &Context, folder: &Path, made: Made) -> Result<Outcome> {
        if !made.holds() {
            return Err(drafted::not_proved(&made.proof, &made.draft));
        }
        let (draft, mut proof) = (made.draft, made.proof);
        let files = made.files.with_verdict(&draft, &mut proof);
        if !self.dry_run {
            files.write(folder)?;
        }
        let shown = Drafted::new(context, draft, proof, files, folder, self.dry_run);
        context.answer(&shown)?;
        Ok(Outcome::Done)
    }

    /// Returns a draft and its proof; `None` when there is nothing to do.
    async fn made(
        &self,
        work: &mut Work<'_>,
        scratch: &mut Scratch,
        trial: Verify,
    ) -> Result<Option<Made>> {
        let Some(draft) = work.drafted(scratch, trial).await? else {
            return Ok(None);
        };
        self.demand_allowed(&draft, &work.given)?;
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
                    format!("`--values {text}` has no values"),
                    "write the enum and its values: `--values mood=sad,ok,happy`",
                )
            })?;
            given.values.insert(name.to_owned(), open::list(values));
        }
        for text in &self.default {
            let (column, value) = text.split_once('=').ok_or_else(|| {
                Error::usage(
                    format!("`--default {text}` has no value"),
                    "write the column and its default: `--default posts.views=0`",
                )
            })?;
            given.defaults.insert(column.to_owned(), value.to_owned());
        }
        Ok(given)
    }

    /// Refuses a draft that loses data, unless that is allowed.
    fn demand_allowed(&self, draft: &Draft, given: &Given) -> Result<()> {
        if self.allow.contains(&Hazard::DataLoss) || !draft.loses_data() {
            return Ok(());
        }
        Err(Error::Hazards {
            statements: open::data_loss(draft),
            command: given.command(&["--allow", "data-loss"]),
        })
    }
}

/// The input of a draft.
struct Work<'w> {
    context: &'w Context,
    declared: &'w mut declared::Declared,
    given: Given,
    /// The names of the existing migration folders.
    taken: &'w [String],
    /// Objects that are not compared, if there are no differences.
    not_compared: Vec<Uncompared>,
}

/// The migration to be written, and its proof.
struct Made {
    draft: Draft,
    files: Files,
    proof: Proof,
}

impl Work<'_> {
    /// Returns the draft, once all questions are answered; `None` if there is nothing to do.
    async fn drafted(&mut self, scratch: &mut Scratch, trial: Verify) -> Result<Option<Draft>> {
        loop {
            let declaration = self.declared.with(&self.given)?;
            let answers = &self.given.answers;
            match generate::draft(scratch, declaration, answers, trial).await? {
                generate::Outcome::Nothing { not_compared } => {
                    self.not_compared = not_compared;
                    return Ok(None);
                }
                generate::Outcome::Draft(draft) => return Ok(Some(*draft)),
                generate::Outcome::Blocked(blocked) => {
                    return Err(Error::Blocked(Box::new(blocked)));
                }
                generate::Outcome::Questions(questions) => {
                    self.given.ask(self.context, questions)?
                }
            }
        }
    }
}

impl Made {
    /// Returns true if the proof holds, and fails on rows only where a hazard allows it.
    fn is_as_expected(&self) -> bool {
        let fault = self.proof.with_rows.as_ref();
        let direction = fault.and_then(Fault::direction);
        let may_fail = self.draft.may_fail();
        self.holds() && direction.is_none_or(|direction| may_fail.contains(&direction))
    }

    /// Returns true if the proof holds, and loses rows only where a hazard allows it.
    fn holds(&self) -> bool {
        self.proof.holds() && (self.proof.lost.is_empty() || self.draft.loses_data())
    }
}

/// Proves the files in the form in which they will be written.
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
    let subject = ProofRequest {
        migrations,
        versions,
        expected: Some(draft.expected.clone()),
        known: draft.known,
        former: Some(draft.former.clone()),
        gives_back: draft.gives_back(),
    };
    Ok(prove::prove(scratch, &subject).await?)
}
