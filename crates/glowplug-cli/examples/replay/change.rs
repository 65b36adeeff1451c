//! One change: the migrations before it, the `schema.rs` after it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Result;
use glowplug::catalog::{Catalog, ObjectName};
use glowplug::model::Address;
use glowplug_schema::declare::{Additions, OpenQuestion, Source};
use glowplug_schema::diff::{self, Answers, Question};
use glowplug_schema::generate::{self, Declaration, Draft, Outcome, Questions, TableFile, Tables};
use glowplug_schema::print::{self, PrintSchema};
use glowplug_schema::prove::{self, ProofRequest};
use glowplug_schema::scratch::{self, Scratch};
use regex::RegexSet;
use tempfile::TempDir;

use crate::Workshop;
use crate::files::{Files, built};
use crate::history::Repository;
use crate::place::Place;
use crate::verdict::Verdict;
use crate::words::{blocking, goes, kept, pattern, show, told};

/// How often questions are answered.
const ROUNDS: usize = 20;

/// One change of a `schema.rs`.
pub(crate) struct Change {
    place: Place,
    before: Files,
    after: Files,
    /// The text of the migrations that the commit brought, in lower case.
    own: String,
    settings: PrintSchema,
    _patch: TempDir,
}

/// What is known while a change is tried.
struct Trial {
    near: Address,
    before: Files,
    from: Catalog,
    theirs: Option<Catalog>,
    tables: Tables,
    answers: Answers,
    asked: Vec<String>,
    /// When statements are tried: late, as the command does it, or at once where that was too late.
    when: generate::Verify,
}

impl Change {
    /// The change of a place, seen from the commit before; `None` when its file is the same.
    pub(crate) fn find(
        repository: &mut Repository,
        place: Place,
        former: &[Place],
    ) -> Result<Option<Self>> {
        let same = former.iter().filter(|of| of.database == place.database);
        let score = |of: &&Place| {
            usize::from(of.migrations == place.migrations) + usize::from(of.schema == place.schema)
        };
        let before = same.max_by_key(score);
        if before.is_some_and(|before| before.text == place.text) {
            return Ok(None);
        }
        let after = Files::read(repository, &place.files)?;
        let before = match before {
            Some(before) => Files::read(repository, &before.files)?,
            None => Files::default(),
        };
        let known: BTreeSet<&str> = before.0.iter().map(|(_, hash, _)| hash.as_str()).collect();
        let own = after
            .0
            .iter()
            .filter(|(path, hash, _)| path.ends_with("up.sql") && !known.contains(hash.as_str()));
        let own = own.map(|(_, _, text)| text.to_lowercase()).collect();
        let folder = TempDir::new()?;
        let mut settings = place.settings.clone();
        if let Some(patch) = &place.patch {
            let path = folder.path().join("schema.patch");
            fs::write(&path, patch)?;
            settings.patch_file = Some(path);
        }
        Ok(Some(Self {
            place,
            before,
            after,
            own,
            settings,
            _patch: folder,
        }))
    }

    pub(crate) fn name(&self) -> String {
        format!("{} ({})", self.place.schema, self.place.database)
    }

    /// Does it again.
    ///
    /// # Errors
    /// No server, or one that goes away.
    pub(crate) async fn replay(&self, workshop: &mut Workshop) -> Result<Verdict> {
        let near = workshop.near(self.place.database)?;
        let start = workshop.start.clone();
        let before = self.before.starting(&start);
        let Some(from) = built(workshop, &near, &before).await else {
            return Ok(Verdict::Unusable(
                "the migrations before it do not apply".to_owned(),
            ));
        };
        let theirs = built(workshop, &near, &self.after.starting(&start)).await;
        let mut trial = Trial {
            near,
            before,
            from,
            theirs,
            tables: self.tables(),
            answers: Answers::default(),
            asked: Vec::new(),
            when: generate::Verify::Deferred,
        };
        let source = trial.tables.files[0].source.clone();
        if let Err(error) = glowplug_schema::declare::read(vec![source]) {
            return Ok(Verdict::Unusable(told(&error)));
        }
        for _ in 0..ROUNDS {
            if let Some(verdict) = self.round(&mut trial, workshop.show).await? {
                return Ok(verdict);
            }
        }
        let asked = trial.asked;
        Ok(Verdict::Refused(format!("no end of questions: {asked:?}")))
    }

    /// Drafts once; `None` when something was asked, and answered.
    async fn round(&self, trial: &mut Trial, shows: bool) -> Result<Option<Verdict>> {
        let declaration = Declaration::Tables(trial.tables.clone());
        let place = scratch::ScratchConfig::beside(trial.near.clone());
        let migrations = trial.before.migrations();
        let outcome = Scratch::with(&place, migrations, async |scratch| {
            generate::draft(scratch, &declaration, &trial.answers, trial.when).await
        });
        Ok(match outcome.await {
            Err(error) => Some(Verdict::Refused(told(&error))),
            Ok(Outcome::Nothing { .. }) => {
                Some(self.compared(&trial.from, &trial.tables, Verdict::Nothing))
            }
            Ok(Outcome::Blocked(blocked)) => {
                if shows {
                    println!("{blocked:#?}");
                }
                Some(Verdict::Refused(blocking(&blocked)))
            }
            Ok(Outcome::Draft(draft)) => {
                if shows {
                    show(&draft);
                }
                match self.drafted(trial, &draft).await? {
                    Some(Verdict::Refused(_) | Verdict::Wrong(_)) if !draft.is_tried => {
                        trial.when = generate::Verify::Eagerly;
                        None
                    }
                    verdict => verdict,
                }
            }
            Ok(Outcome::Questions(questions)) => {
                let theirs = trial.theirs.clone();
                let (tables, answers) = (&mut trial.tables, &mut trial.answers);
                self.answer(
                    questions,
                    theirs.as_ref(),
                    tables,
                    answers,
                    &mut trial.asked,
                );
                None
            }
        })
    }

    /// What comes of a draft; `None` when something is to be kept that it drops.
    async fn drafted(&self, trial: &mut Trial, draft: &Draft) -> Result<Option<Verdict>> {
        let theirs = trial.theirs.as_ref();
        let mut kept = theirs.map_or_else(Vec::new, |theirs| kept(&trial.from, theirs, draft));
        // What uses something that goes is asked for, and no file of `table!` can say how it stays.
        kept.retain(|name| !trial.asked.contains(&drops(name)));
        // A person who is asked to allow a loss that is none in the commit says no.
        let news = kept.iter().map(|name| pattern(&trial.from, name));
        let news: Vec<String> = news
            .filter(|one| !trial.tables.keep.contains(one))
            .collect();
        if draft.loses_data() && !news.is_empty() {
            let asked = kept.iter().map(|name| format!("keeps {name}"));
            trial.asked.extend(asked);
            trial.answers = trial.answers.without(&trial.from, &kept);
            trial.tables.keep.extend(news);
            return Ok(None);
        }
        let verdict = match self.proved(&trial.near, &trial.before, draft).await? {
            Some(verdict) => verdict,
            None => Verdict::Reproduced {
                exact: self.is_exact(&draft.expected),
                asked: trial.asked.clone(),
                drops: kept
                    .iter()
                    .map(|name| format!("{} {name}", name.kind()))
                    .collect(),
            },
        };
        Ok(Some(self.compared(&draft.expected, &trial.tables, verdict)))
    }

    fn tables(&self) -> Tables {
        Tables {
            files: vec![TableFile {
                settings: self.settings.clone(),
                source: Source::new(&self.place.schema, &self.place.text),
            }],
            values: BTreeMap::new(),
            additions: Additions::all(),
            keep: Vec::new(),
            defaults: BTreeMap::new(),
        }
    }

    /// Answers as the commit's own migrations do.
    fn answer(
        &self,
        questions: Questions,
        theirs: Option<&Catalog>,
        tables: &mut Tables,
        answers: &mut Answers,
        asked: &mut Vec<String>,
    ) {
        for question in &questions.renames {
            let candidates = question.candidates.iter();
            let found = candidates
                .clone()
                .find(|one| self.renames(question, &one.to));
            match found {
                Some(candidate) => {
                    asked.push(format!("renames {} to {}", question.object, candidate.to));
                    answers.rename(question, candidate);
                    // It may settle others.
                    return;
                }
                None => {
                    asked.push(format!("no rename: {}", question.object));
                    answers.drop(question);
                }
            }
        }
        for open in &questions.open {
            decide(open, &questions.from, theirs, tables, answers, asked);
        }
    }

    /// Whether the commit's own migrations say that something is renamed.
    fn renames(&self, question: &Question, to: &str) -> bool {
        let name = |name: &str| regex::escape(&name.to_lowercase());
        let old = question.object.path().last().map(|old| name(old));
        let to = to.rsplit('.').next().map(name);
        let (Some(old), Some(to)) = (old, to) else {
            return false;
        };
        let quote = "[\"`']?";
        let patterns = [
            format!(r"\b{old}{quote}\s+rename\s+(to|as)\s+({quote}\w+{quote}\.)?{quote}{to}\b"),
            format!(
                r"rename\s+(column|value|constraint|table)?\s*{quote}{old}{quote}\s+to\s+{quote}{to}\b"
            ),
            format!(r"change\s+(column\s+)?{quote}{old}{quote}\s+{quote}{to}\b"),
        ];
        let patterns = RegexSet::new(patterns);
        patterns.is_ok_and(|patterns| patterns.is_match(&self.own))
    }

    /// What keeps a draft from being proved.
    async fn proved(
        &self,
        near: &Address,
        before: &Files,
        draft: &Draft,
    ) -> Result<Option<Verdict>> {
        let (migrations, versions) = before.with(draft);
        let subject = ProofRequest {
            migrations,
            versions,
            expected: Some(draft.expected.clone()),
            known: draft.known,
            former: Some(draft.former.clone()),
            gives_back: draft.gives_back(),
        };
        let place = scratch::ScratchConfig::beside(near.clone());
        let proof = Scratch::with(&place, before.migrations(), async |scratch| {
            prove::prove(scratch, &subject).await
        });
        let proof = match proof.await {
            Ok(proof) => proof,
            Err(error) => {
                return Ok(Some(Verdict::Refused(format!(
                    "no proof: {}",
                    told(&error)
                ))));
            }
        };
        if let Some(fault) = proof.faults.first() {
            return Ok(Some(Verdict::Refused(format!("not proved: {fault}"))));
        }
        let loses = !proof.lost.is_empty() && !draft.loses_data();
        Ok(loses.then(|| Verdict::Wrong(format!("loses rows: {:?}", proof.lost))))
    }

    /// The verdict, if what is printed of a schema means what the file does.
    fn compared(&self, reached: &Catalog, tables: &Tables, verdict: Verdict) -> Verdict {
        if matches!(verdict, Verdict::Refused(_) | Verdict::Wrong(_)) {
            return verdict;
        }
        let plain = Tables {
            additions: Additions::none(),
            values: BTreeMap::new(),
            ..tables.clone()
        };
        match plain.target(reached) {
            Err(error) => Verdict::Wrong(told(&error)),
            Ok(target) => match diff::differences(reached, &target.catalog).first() {
                Some(difference) => Verdict::Wrong(format!("afterwards there is {difference}")),
                None => verdict,
            },
        }
    }

    /// Whether the lines are printed that stand in the file, in whatever order.
    fn is_exact(&self, reached: &Catalog) -> bool {
        fn lines(text: &str) -> Vec<&str> {
            let lines = text.lines().map(str::trim);
            // Older releases call the macros without a path.
            let lines = lines.map(|line| line.strip_prefix("diesel::").unwrap_or(line));
            let is_said = |line: &&str| line.contains("->") || line.ends_with(") {");
            let mut lines: Vec<&str> = lines.filter(is_said).collect();
            lines.sort_unstable();
            lines
        }
        print::print_schema(reached, &self.settings)
            .is_ok_and(|printed| lines(&printed.text) == lines(&self.place.text))
    }
}

/// That what uses something is dropped with it.
fn drops(object: &ObjectName) -> String {
    format!("drops {} {object}", object.kind())
}

/// Answers what is no rename.
fn decide(
    open: &OpenQuestion,
    from: &Catalog,
    theirs: Option<&Catalog>,
    tables: &mut Tables,
    answers: &mut Answers,
    asked: &mut Vec<String>,
) {
    match open {
        OpenQuestion::Values { name, .. } => {
            let values = theirs.and_then(|theirs| {
                let mut enums = theirs.enums.iter();
                enums.find(|of| of.name.name == name.name)
            });
            let values = values.map_or_else(|| vec!["a".to_owned()], |of| of.values.clone());
            asked.push(format!("values of {name}"));
            tables.values.insert(name.to_string(), values);
        }
        OpenQuestion::Unjoined { constraint } => {
            let constraint = constraint.clone();
            if theirs.is_some_and(|theirs| goes(from, theirs, &constraint)) {
                asked.push(format!("drops {constraint}"));
                answers.drop_object(from, &constraint);
            } else {
                asked.push(format!("keeps {constraint}"));
                tables.keep.push(pattern(from, &constraint));
            }
        }
        OpenQuestion::Used { object, gone } => {
            let stays = theirs.is_some_and(|theirs| !goes(from, theirs, gone));
            if stays && !asked.contains(&drops(gone)) {
                asked.push(format!("keeps {gone}"));
                tables.keep.push(pattern(from, gone));
                *answers = answers.without(from, [gone]);
                return;
            }
            asked.push(drops(object));
            answers.drop_object(from, object);
        }
    }
}
