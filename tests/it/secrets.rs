//! The sources of secrets, and places where they must not appear.

mod canary;

use std::process::{Command, Output};

use anyhow::Result;
use tomori_db::secret::{CryptoSecret, KeyRing, RowContext, open, seal};

const ROW: RowContext<'static> = RowContext {
    table: "encrypted_api_keys",
    server: 7,
    provider: "google",
};

/// Runs [`child`] in a process with these variables.
fn run(variables: &[(&str, &str)]) -> Result<Output> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(["--ignored", "--exact", "secrets::child", "--nocapture"])
        .env_remove("CRYPTO_SECRET")
        .env_remove("CRYPTO_SECRET_PREVIOUS")
        .envs(variables.iter().copied());
    Ok(command.output()?)
}

/// Not a test of its own: it fails with what [`KeyRing::from_env`] says, or opens the message
/// that was sealed with the previous secret.
#[test]
#[ignore = "run by the other tests, with an environment"]
fn child() -> Result<()> {
    let ring = KeyRing::from_env()?;
    let Ok(previous) = std::env::var("CRYPTO_SECRET_PREVIOUS") else {
        return Ok(());
    };
    let message = seal(&KeyRing::new(CryptoSecret::new(previous)), &ROW, "sk")?;
    assert_eq!(open(&ring, &ROW, &message)?.expose(), "sk");
    Ok(())
}

#[test]
fn the_environment_gives_one_secret_or_two() -> Result<()> {
    let (new, old) = ("n".repeat(32), "o".repeat(32));
    assert!(run(&[("CRYPTO_SECRET", &new)])?.status.success());
    let both = [("CRYPTO_SECRET", &*new), ("CRYPTO_SECRET_PREVIOUS", &*old)];
    assert!(run(&both)?.status.success());
    Ok(())
}

#[test]
fn a_missing_or_short_secret_is_a_clear_error_without_its_value() -> Result<()> {
    for (variables, problem) in [
        (&[][..], "is not set"),
        (&[("CRYPTO_SECRET", "")], "is not set"),
        (
            &[("CRYPTO_SECRET", "canary")],
            "has fewer than 32 characters",
        ),
    ] {
        let output = run(variables)?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(!output.status.success());
        assert!(
            said.contains("CRYPTO_SECRET") && said.contains(problem),
            "{said}"
        );
        assert!(!said.contains("canary"), "{said}");
    }
    Ok(())
}
