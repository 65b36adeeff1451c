//! Tests of the session state that is read from the messages.

use super::*;
use crate::session::FAILED;

fn message(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&[tag][..], &length.to_be_bytes(), body].concat()
}

fn observer() -> (Observer, Arc<Session>) {
    let session = Arc::new(Session::new());
    let mut observer = Observer::new(Arc::clone(&session), true);
    observer.sent(b"\0\0\0\x08\0\x03\0\0");
    observer.received(&message(b'Z', b"I"));
    (observer, session)
}

#[test]
fn a_statement_runs_until_the_server_is_ready() {
    let (mut observer, session) = observer();
    observer.sent(&message(b'P', b"s1\0SELECT 1\0\0\0"));
    observer.sent(&message(b'S', b""));
    assert!(!session.is_busy(), "preparing is not running");
    observer.sent(&message(b'B', b"\0s1\0"));
    observer.sent(&message(b'E', b"\0\0\0\0\0"));
    observer.sent(&message(b'S', b""));
    observer.received(&message(b'Z', b"I"));
    assert!(session.is_busy());
    observer.received(&message(b'Z', b"I"));
    assert!(!session.is_busy() && !session.is_touched());
}

#[test]
fn a_prepared_set_touches_whenever_it_is_bound() {
    let (mut observer, session) = observer();
    observer.sent(&message(b'P', b"s1\0SET x = 1\0\0\0"));
    assert!(!session.is_touched());
    for _ in 0..2 {
        observer.sent(&message(b'B', b"\0s1\0"));
        assert!(session.is_touched());
        session.begin();
    }
    observer.sent(&message(b'C', b"Ss1\0"));
    observer.sent(&message(b'B', b"\0s1\0"));
    assert!(!session.is_touched());
}

#[test]
fn an_error_fails_the_transaction_before_the_server_is_ready() {
    let (mut observer, session) = observer();
    observer.received(&message(b'Z', b"T"));
    observer.received(&message(b'E', b"SERROR\0C22012\0Mtap test\0\0"));
    assert_eq!(session.status(), FAILED);
}

#[test]
fn a_text_too_long_to_read_counts_as_strange() {
    let (mut observer, session) = observer();
    let sql = format!("SELECT '{}'\0", "x".repeat(TEXT));
    observer.sent(&message(b'Q', sql.as_bytes()));
    observer.received(&message(b'Z', b"I"));
    assert!(session.is_touched());
}

/// Returns an observer that saw a statement prepared, the bytes of that, and a request that runs
/// it.
fn prepared() -> (Observer, Vec<u8>, Vec<u8>) {
    let (mut observer, _) = observer();
    let statement = message(b'P', b"s1\0SELECT 1\0\0\0");
    observer.sent(&[statement.clone(), message(b'S', b"")].concat());
    observer.received(&message(b'Z', b"I"));
    let request = [
        message(b'B', b"\0s1\0"),
        message(b'E', b"\0\0\0\0\0"),
        message(b'S', b""),
    ];
    (observer, statement, request.concat())
}

#[test]
fn a_statement_that_the_server_forgot_is_sent_once_more() {
    let (mut observer, statement, request) = prepared();
    observer.sent(&request);
    let unknown = message(b'E', b"SERROR\0VERROR\0C26000\0Mno such statement\0\0");
    assert_eq!(observer.received(&unknown), 0, "it is held back");
    let mut out = BytesMut::new();
    assert_eq!(
        observer.send_again(&mut out),
        Hidden::Failure { is_bound: false }
    );
    assert_eq!(out, [message(b'C', b"Ss1\0"), statement, request].concat());
    assert_eq!(observer.received(&message(b'2', b"")), 5);
    assert_eq!(observer.received(&unknown), unknown.len(), "once is enough");
}

#[test]
fn a_statement_closed_just_before_is_no_obstacle() {
    let close = [message(b'C', b"Ss2\0"), message(b'S', b"")].concat();
    let stale = message(b'E', b"SERROR\0VERROR\0C0A000\0Mcached plan\0\0");
    for is_one_write in [false, true] {
        let (mut observer, statement, request) = prepared();
        if is_one_write {
            observer.sent(&[close.clone(), request.clone()].concat());
        } else {
            observer.sent(&close);
            observer.sent(&request);
        }
        observer.received(&[message(b'3', b""), message(b'Z', b"I")].concat());
        assert_eq!(observer.received(&stale), 0, "it is held back");
        let mut out = BytesMut::new();
        observer.send_again(&mut out);
        assert_eq!(out, [message(b'C', b"Ss1\0"), statement, request].concat());
    }
}

#[test]
fn inside_a_transaction_the_error_stands_and_all_is_prepared_behind_it() {
    let (mut observer, session) = observer();
    let statement = message(b'P', b"s1\0SELECT 1\0\0\0");
    observer.sent(&[statement.clone(), message(b'S', b"")].concat());
    observer.received(&message(b'Z', b"T"));
    observer.sent(&[message(b'B', b"\0s1\0"), message(b'E', b"\0\0\0\0\0")].concat());
    observer.sent(&message(b'S', b""));
    let stale = message(b'E', b"SERROR\0VERROR\0C0A000\0Mcached plan\0\0");
    assert_eq!(observer.received(&stale), stale.len());
    assert_eq!(session.status(), FAILED);
    let mut out = BytesMut::new();
    observer.received(&message(b'Z', b"E"));
    assert!(!observer.repair(&mut out), "the transaction has failed");
    observer.sent(&message(b'Q', b"ROLLBACK\0"));
    observer.received(&message(b'Z', b"I"));
    assert!(observer.repair(&mut out));
    assert_eq!(
        out,
        [message(b'C', b"Ss1\0"), statement, message(b'S', b"")].concat()
    );
}

#[test]
fn a_session_that_the_server_ended_is_of_no_more_use() {
    let (mut observer, session) = observer();
    observer.received(&message(
        b'E',
        b"SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0",
    ));
    assert_eq!(session.end().flatten().unwrap().code(), "57P01");
    assert!(session.is_marked_broken());
    session.unmark();
    assert!(session.is_marked_broken());
}

#[test]
fn whoever_waits_is_told_what_became_of_it() {
    let (mut observer, session) = observer();
    observer.sent(&message(b'Q', b"INSERT INTO a VALUES (1)\0"));
    assert!(session.is_waiting());
    let mut out = BytesMut::new();
    observer.answer_lost_requests("broken", &mut out);
    let text = String::from_utf8_lossy(&out);
    assert!(
        text.contains("C08007") && text.contains("Mbroken"),
        "{text}"
    );
    assert!(!session.is_busy() && !session.is_waiting() && session.is_marked_broken());
}
