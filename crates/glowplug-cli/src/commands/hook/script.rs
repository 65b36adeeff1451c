//! The text of the hook. What others wrote in it is kept.

/// The first line of a hook that is created.
const SHEBANG: &str = "#!/bin/sh\n";

/// A block of a hook, between two lines that name its project.
pub(super) struct Block<'a> {
    /// The folder of the project, below the top folder, with slashes; `.` for the top folder.
    pub(super) project: &'a str,
    /// The command, for example `glowplug`.
    pub(super) command: &'a str,
}

impl Block<'_> {
    /// Returns the hook with this block, in place of an older one of the same project. It comes first,
    /// because a hook may end with `exit` or `exec`. Returns `None` if the hook is no script for a
    /// shell.
    pub(super) fn added_to(&self, hook: Option<&str>) -> Option<String> {
        let hook = match hook {
            Some(hook) if !hook.trim().is_empty() => removed(hook, self.project),
            _ => SHEBANG.to_owned(),
        };
        let first = hook.lines().next().unwrap_or_default();
        let place = match first.starts_with("#!") {
            true if is_shell(first) => hook.find('\n').map_or(hook.len(), |end| end + 1),
            true => return None,
            // As husky's hooks, which `sh` runs.
            false => 0,
        };
        let (before, after) = hook.split_at(place);
        let line_end = match before.is_empty() || before.ends_with('\n') {
            true => "",
            false => "\n",
        };
        Some(format!("{before}{line_end}{}{after}", self.text()))
    }

    /// Returns the lines of the block. Git runs hooks in the top folder, and may name its files relative
    /// to it.
    fn text(&self) -> String {
        let project = quoted(self.project);
        let command = self.command;
        let program = command.split_whitespace().next().unwrap_or_default();
        let missing = quoted(&format!(
            "The pre-commit hook needs `{program}`. Install it, or commit with --no-verify."
        ));
        format!(
            "{begin}\
             # Checks that schema changes have a migration; see `glowplug hook --help`.\n\
             (\n\
             \x20   [ -d {project} ] || exit 0\n\
             \x20   if [ -n \"${{GIT_DIR:-}}\" ]; then\n\
             \x20       GIT_DIR=$(git rev-parse --absolute-git-dir)\n\
             \x20       GIT_WORK_TREE=$PWD\n\
             \x20       export GIT_DIR GIT_WORK_TREE\n\
             \x20   fi\n\
             \x20   case \"${{GIT_INDEX_FILE:-}}\" in\n\
             \x20       '' | /* | ?:*) ;;\n\
             \x20       *) GIT_INDEX_FILE=$PWD/$GIT_INDEX_FILE; export GIT_INDEX_FILE ;;\n\
             \x20   esac\n\
             \x20   cd {project} || exit 1\n\
             \x20   PATH=$PATH:$HOME/.cargo/bin\n\
             \x20   command -v {program} >/dev/null || {{ echo {missing} >&2; exit 1; }}\n\
             \x20   {command} hook run\n\
             ) || exit 1\n\
             {end}",
            begin = line("begin", self.project),
            end = line("end", self.project),
        )
    }
}

/// Returns the hook without the block of a project. A block without an end stays: what follows may be
/// somebody's own.
pub(super) fn removed(hook: &str, project: &str) -> String {
    let begin = place(hook, &line("begin", project));
    let Some(begin) = begin else {
        return hook.to_owned();
    };
    match place(&hook[begin..], &line("end", project)) {
        Some(end) => {
            let end = begin + end;
            let next = hook[end..]
                .find('\n')
                .map_or(hook.len(), |next| end + next + 1);
            format!("{}{}", &hook[..begin], &hook[next..])
        }
        None => hook.to_owned(),
    }
}

/// Returns where a line begins.
fn place(text: &str, wanted: &str) -> Option<usize> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let begin = start;
        start += line.len();
        (line.trim_end() == wanted.trim_end()).then_some(begin)
    })
}

/// Returns true if a hook does nothing.
pub(super) fn is_empty(hook: &str) -> bool {
    hook.trim().is_empty() || hook.trim() == SHEBANG.trim()
}

/// Returns true if the first line of a script names a shell.
fn is_shell(first: &str) -> bool {
    let words = first.trim_start_matches("#!").split_whitespace();
    let names = words.filter_map(|word| word.rsplit('/').next());
    let mut names = names.filter(|name| *name != "env" && !name.starts_with('-'));
    let name = names.next().unwrap_or_default();
    let name = name.strip_suffix(".exe").unwrap_or(name);
    ["sh", "bash", "dash", "ash", "ksh", "zsh"].contains(&name)
}

fn line(what: &str, project: &str) -> String {
    format!("# glowplug: {what} {project}\n")
}

/// Quotes a text for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: Block<'_> = Block {
        project: "crates/shop",
        command: "glowplug",
    };
    const ROOT: Block<'_> = Block {
        project: ".",
        command: "cargo db",
    };

    #[test]
    fn what_others_wrote_stays_and_the_block_comes_first() {
        let own = "#!/usr/bin/env bash\nset -e\nmake lint\nexec true\n";
        let hook = SHOP.added_to(Some(own)).unwrap();
        assert!(hook.starts_with("#!/usr/bin/env bash\n# glowplug: begin crates/shop\n"));
        assert!(hook.ends_with("# glowplug: end crates/shop\nset -e\nmake lint\nexec true\n"));
        assert_eq!(removed(&hook, "crates/shop"), own);
        assert_eq!(removed(&hook, "crates"), hook);
    }

    #[test]
    fn a_block_is_replaced_by_its_successor_and_others_stay() {
        let both = ROOT.added_to(SHOP.added_to(None).as_deref()).unwrap();
        assert_eq!(both.matches("hook run").count(), 2);
        assert!(both.contains("    cargo db hook run\n"), "{both}");
        let again = SHOP.added_to(Some(&both)).unwrap();
        assert_eq!(again.matches("hook run").count(), 2);
        let left = removed(&removed(&again, "."), "crates/shop");
        assert!(is_empty(&left), "{left}");
    }

    #[test]
    fn a_block_without_an_end_takes_nothing_along() {
        let hook = SHOP.added_to(Some("#!/bin/sh\nmake\n")).unwrap();
        let broken = hook.replace("# glowplug: end crates/shop\n", "");
        assert_eq!(removed(&broken, "crates/shop"), broken);
    }

    #[test]
    fn scripts_of_other_languages_are_no_hooks_for_it() {
        assert!(SHOP.added_to(Some("#!/usr/bin/env python3\n")).is_none());
        assert!(SHOP.added_to(Some("#!/bin/bash -e")).is_some());
        assert!(
            SHOP.added_to(Some("npm test\n"))
                .unwrap()
                .ends_with("npm test\n")
        );
    }

    #[test]
    fn names_of_folders_are_no_code() {
        let block = Block {
            project: "it's $(here)",
            command: "glowplug",
        };
        let hook = block.added_to(None).unwrap();
        assert!(hook.contains(r"cd 'it'\''s $(here)' || exit 1"), "{hook}");
    }
}
