//! The journal on a real disk: two writers, torn and damaged files, no place to write.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use pullquote::library::{
    StoryId,
    state::{Change, FILE_NAME, Journal, Progress, Record, State, StateError},
};

fn place(at: u32) -> Change {
    Change {
        place: Some((at, 1000)),
        ..Change::default()
    }
}

/// A change for each of so many stories, made at times from `from` on.
fn records(state: &mut State, stories: u64, from: u64) -> Vec<Record> {
    let change = |n| state.set(StoryId(n), place(u32::try_from(n).unwrap() + 1), from + n);
    (0..stories).map(change).collect()
}

fn load(dir: &Path) -> State {
    let (state, warnings) = State::load(Some(dir));
    assert!(warnings.is_empty(), "{warnings:?}");
    state
}

#[test]
fn what_is_saved_is_loaded_and_private() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("a/b");
    assert_eq!(load(&dir).of(StoryId(1)), Progress::default());
    let mut state = State::default();
    let change = Change {
        read: Some(true),
        star: Some(true),
        opened: Some(99),
        ..place(5)
    };
    let record = state.set(StoryId(1), change, 100);
    Journal::new(Some(dir.clone())).append(&[record]).unwrap();
    assert_eq!(load(&dir).of(StoryId(1)), state.of(StoryId(1)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&dir), mode(&dir.join(FILE_NAME))), (0o700, 0o600));
    }
}

#[test]
fn any_prefix_of_the_file_keeps_every_complete_record() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let mut state = State::default();
    let all = records(&mut state, 6, 0);
    Journal::new(Some(dir.path().to_owned()))
        .append(&all)
        .unwrap();
    let whole = fs::read(&path).unwrap();
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        // The next program to write finds a torn file and must lose nothing either.
        let next = State::default().set(StoryId(99), place(42), 1);
        Journal::new(Some(dir.path().to_owned()))
            .append(&[next])
            .unwrap();
        let (loaded, _) = State::load(Some(dir.path()));
        let complete = whole[..cut].split(|b| *b == b'\n').count() - 1;
        for record in &all[..complete] {
            assert_eq!(loaded.of(record.id), state.of(record.id), "cut at {cut}");
        }
        assert_eq!(loaded.of(StoryId(99)).at, 42, "cut at {cut}");
    }
}

#[test]
fn a_damaged_line_costs_only_itself() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let mut state = State::default();
    let all = records(&mut state, 3, 0);
    Journal::new(Some(dir.path().to_owned()))
        .append(&all)
        .unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"at\":2,", "\"at\":7,")).unwrap();
    let (loaded, warnings) = State::load(Some(dir.path()));
    assert_eq!([0, 1, 2].map(|n| loaded.of(StoryId(n)).at), [1, 0, 3]);
    assert!(warnings[0].ends_with("state.jsonl: 1 damaged lines passed over"));
}

#[test]
fn two_writers_at_once_lose_nothing_even_while_the_journal_is_shortened() {
    let dir = tempfile::tempdir().unwrap();
    // One story changed so often that the journal is long, and then shortened by whoever writes next.
    let mut state = State::default();
    let long: Vec<_> = (0..6000)
        .map(|n| state.set(StoryId(1 << 40), place(n), u64::from(n)))
        .collect();
    let text: String = long.iter().map(Record::line).collect();
    fs::write(dir.path().join(FILE_NAME), &text).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4_u64 {
            let dir = dir.path().to_owned();
            scope.spawn(move || {
                let mut journal = Journal::new(Some(dir));
                for n in 0..25 {
                    let id = StoryId(writer * 100 + n);
                    let record = State::default().set(id, place(7), 1);
                    journal.append(&[record]).unwrap();
                }
            });
        }
    });
    let loaded = load(dir.path());
    for id in (0..4).flat_map(|w| (0..25).map(move |n| w * 100 + n)) {
        assert_eq!(loaded.of(StoryId(id)).at, 7, "story {id}");
    }
    assert_eq!(loaded.of(StoryId(1 << 40)).at, 5999);
    let length = fs::metadata(dir.path().join(FILE_NAME)).unwrap().len();
    assert!(length < text.len() as u64 / 10, "{length} bytes");
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        1,
        "no temporary file stays"
    );
}

#[test]
fn shortening_keeps_every_story_and_puts_damage_aside() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    let mut state = State::default();
    let mut text = String::from("{\"v\":1,\"id\":\"torn\n");
    for round in 0..30 {
        for record in records(&mut state, 200, round * 1000) {
            text.push_str(&record.line());
        }
    }
    fs::write(&path, &text).unwrap();
    let last = state.set(StoryId(3), place(77), 1 << 40);
    Journal::new(Some(dir.path().to_owned()))
        .append(&[last])
        .unwrap();
    assert!(fs::metadata(&path).unwrap().len() < text.len() as u64 / 10);
    let loaded = load(dir.path());
    for n in 0..200 {
        assert_eq!(loaded.of(StoryId(n)), state.of(StoryId(n)));
    }
    let aside = fs::read_to_string(dir.path().join("state.damaged")).unwrap();
    assert_eq!(aside, "{\"v\":1,\"id\":\"torn\n");
}

#[test]
fn without_a_place_to_write_the_error_comes_once() {
    let record = State::default().set(StoryId(1), place(1), 1);
    let mut nowhere = Journal::new(None);
    assert_eq!(
        nowhere.append(std::slice::from_ref(&record)),
        Err(StateError::Nowhere)
    );
    assert_eq!(nowhere.append(std::slice::from_ref(&record)), Ok(()));

    let dir = tempfile::tempdir().unwrap();
    let blocked = dir.path().join("file");
    fs::write(&blocked, "no folder").unwrap();
    let mut journal = Journal::new(Some(blocked.clone()));
    let error = journal.append(std::slice::from_ref(&record)).unwrap_err();
    assert!(error.to_string().ends_with("reading progress is not saved"));
    assert_eq!(journal.append(&[]), Ok(()));
    // Once saving works again, nothing is missing.
    fs::remove_file(&blocked).unwrap();
    let other = State::default().set(StoryId(2), place(2), 2);
    journal.append(&[other]).unwrap();
    let loaded = load(&blocked);
    assert_eq!([1, 2].map(|n| loaded.of(StoryId(n)).at), [1, 2]);
}

/// The child of the test below: appends until it is killed, and says after each record that it is safe.
#[test]
fn append_until_killed() {
    let Some(dir) = std::env::var_os("PULLQUOTE_TEST_APPEND") else {
        return;
    };
    let mut journal = Journal::new(Some(dir.into()));
    for n in 0.. {
        let record = State::default().set(StoryId(n), place(9), 1);
        journal.append(&[record]).unwrap();
        println!("safe {n}");
    }
}

#[test]
fn a_writer_killed_while_writing_loses_nothing_acknowledged() {
    use std::io::{BufRead, BufReader};
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "state::append_until_killed", "--nocapture"])
        .env("PULLQUOTE_TEST_APPEND", dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let safe = lines.map_while(Result::ok).filter_map(|l| {
        l.split_once("safe ")
            .and_then(|(_, n)| n.parse::<u64>().ok())
    });
    let last = safe.take_while(|n| *n < 40).last().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let (loaded, _) = State::load(Some(dir.path()));
    for n in 0..=last {
        assert_eq!(loaded.of(StoryId(n)).at, 9, "record {n}");
    }
}
