//! Stores: what is added is there, once; what is removed is gone; a graph of a store is the graph of its articles.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chidao::article::{Article, Given, Published};
use chidao::export;
use chidao::store::{Counts, Entry, Error, Store};
use chidao::{Graph, Reading};

use crate::prose::EXTRACTOR;

/// The articles of six years, in the order of ids: id, text, reading.
fn years() -> Vec<(String, String, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/years");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let one = |path: &PathBuf| {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let reading = EXTRACTOR.read(&Article::from_text(id.clone(), text.clone()));
        (id, text, reading)
    };
    paths.iter().map(one).collect()
}

fn entry((_, text, reading): &(String, String, Reading)) -> Entry {
    ready(text, None, reading)
}

fn ready(text: &str, given: Option<&Given>, reading: &Reading) -> Entry {
    Entry::new(text.to_owned(), given, reading).unwrap()
}

/// All that a graph has, as JSON and what else questions read of it.
fn printed(graph: &Graph) -> String {
    let mut bytes = Vec::new();
    let format = export::by_name("json").unwrap();
    (format.files[0].write)(graph, &export::Options::default(), &mut bytes).unwrap();
    let reports: Vec<_> = graph.reports().collect();
    let more = format!("{:#?}\n{:#?}\n{reports:#?}\n", graph.sightings(), graph.namesakes());
    String::from_utf8(bytes).unwrap() + &more
}

#[test]
fn what_is_added_is_read_back_and_the_same_again_changes_nothing() {
    let articles = years();
    let mut store = Store::in_memory().unwrap();
    let entries: Vec<Entry> = articles.iter().map(entry).collect();
    let all = articles.len();
    assert_eq!(store.add(&entries).unwrap(), Counts { added: all, ..Counts::default() });
    assert_eq!(store.add(&entries).unwrap(), Counts { unchanged: all, ..Counts::default() });
    let readings: Vec<Reading> = articles.iter().map(|(.., reading)| reading.clone()).collect();
    assert_eq!(store.readings().unwrap(), readings);
    let status = store.status(&EXTRACTOR.version()).unwrap();
    assert_eq!((status.articles, status.stale), (all, 0));
    assert_eq!((status.first.as_deref(), status.last.as_deref()), (Some("2020-11-05"), Some("2025-02-13")));
}

#[test]
fn another_text_or_other_metadata_take_the_place_of_the_old() {
    let (id, text, reading) = years().remove(0);
    let mut store = Store::in_memory().unwrap();
    store.add(&[ready(&text, None, &reading)]).unwrap();
    let longer = text.clone() + "\nDự họp còn có ông Lò Văn Pớm.\n";
    let other = EXTRACTOR.read(&Article::from_text(id.clone(), longer.clone()));
    let changed = Counts { changed: 1, ..Counts::default() };
    assert_eq!(store.add(&[ready(&longer, None, &other)]).unwrap(), changed);
    let given = Given { url: Some("https://baosongday.example/1".to_owned()), ..Given::default() };
    assert_eq!(store.add(&[ready(&longer, Some(&given), &other)]).unwrap(), changed);
    assert_eq!(store.readings().unwrap(), [other]);
    assert_eq!(store.search(&["lo van pom"], 9).unwrap().len(), 1);
    assert!(store.remove(&[&id]).unwrap().is_empty());
    assert!(store.search(&["lo van pom"], 9).unwrap().is_empty() && store.readings().unwrap().is_empty());
}

#[test]
fn removal_is_of_all_or_none() {
    let articles = years();
    let mut store = Store::in_memory().unwrap();
    store.add(&articles.iter().map(entry).collect::<Vec<_>>()).unwrap();
    assert_eq!(store.remove(&[&articles[0].0, "nowhere"]).unwrap(), ["nowhere"]);
    assert_eq!(store.readings().unwrap().len(), articles.len());
}

#[test]
fn two_hundred_orders_of_adding_and_removing_give_the_graph_of_what_is_left() {
    let articles = years();
    let mut random = fastrand::Rng::with_seed(20_251_123);
    for order in 0..200 {
        let mut store = Store::in_memory().unwrap();
        let mut held = vec![false; articles.len()];
        for _ in 0..2 * articles.len() {
            let at = random.usize(..articles.len());
            if held[at] && random.bool() {
                store.remove(&[&articles[at].0]).unwrap();
                held[at] = false;
            } else {
                store.add(&[entry(&articles[at])]).unwrap();
                held[at] = true;
            }
        }
        let left: Vec<Reading> =
            (0..articles.len()).filter(|&at| held[at]).map(|at| articles[at].2.clone()).collect();
        let (kept, built) = (store.graph().unwrap(), Graph::from_readings(&left));
        assert_eq!(printed(&kept), printed(&built), "order {order}");
    }
}

#[test]
fn what_another_version_has_read_is_stale_and_has_its_metadata() {
    let (id, text, mut reading) = years().remove(0);
    reading.doc.extractor = "chidao 0.0.1+gaz.00000000".to_owned();
    let published = Published::from_iso("2020-11-06");
    let given = Given { published, publisher: Some("Báo Sông Đáy".to_owned()), url: None };
    let mut store = Store::in_memory().unwrap();
    store.add(&[ready(&text, Some(&given), &reading)]).unwrap();
    let version = EXTRACTOR.version();
    let stale = store.stale(&version, 9).unwrap();
    let [(article, kept)] = &stale[..] else { panic!("{stale:?}") };
    assert_eq!(
        (&article.id, &article.text, &article.publisher, kept),
        (&id, &text, &given.publisher, &given)
    );
    assert_eq!(article.notes.len(), 1, "the text says another day");
    let again = EXTRACTOR.read(article);
    store.add(&[ready(&article.text, Some(kept), &again)]).unwrap();
    assert_eq!(store.stale(&version, 9).unwrap(), []);
}

#[test]
fn words_are_found_without_accents_and_shown_with_what_stands_around_them() {
    let articles = years();
    let mut store = Store::in_memory().unwrap();
    store.add(&articles.iter().map(entry).collect::<Vec<_>>()).unwrap();
    let ids = |words: &[&str]| -> Vec<String> {
        let mut ids: Vec<_> = store.search(words, 20).unwrap().into_iter().map(|one| one.article).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&["dao minh thuan"]), ids(&["Đào Minh Thuấn"]));
    assert_eq!(ids(&["dao minh thuan"]).len(), 3);
    assert_eq!(ids(&["dao minh thuan", "CHẢO văn páo"]), ["2021-09-bac-ha-san-pham"]);
    assert!(ids(&["minh dao thuan"]).is_empty() && ids(&["\" OR ("]).is_empty() && ids(&[""]).is_empty());
    let quote = &store.search(&["chi dan dia ly"], 1).unwrap()[0].quote;
    assert!(quote.starts_with('…') && quote.contains("đăng ký chỉ dẫn địa lý. Lê Bách Tùng"), "{quote}");
}

#[test]
fn a_file_that_is_no_store_is_named_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    assert!(matches!(Store::open(&file), Err(Error::Database(_))), "it is not there");
    fs::write(&file, "no database at all, but longer than a header of one would be, so that it is looked at")
        .unwrap();
    assert!(Store::open(&file).is_err() && Store::create(&file).is_err());
    let other = dir.path().join("b.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Store::open(&other), Err(Error::Foreign)));
    let newer = dir.path().join("c.db");
    drop(Store::create(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 9).unwrap();
    assert!(matches!(Store::open(&newer), Err(Error::Newer(9))));
}

#[test]
fn the_views_are_for_other_programs() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let articles = years();
    Store::create(&file).unwrap().add(&articles.iter().map(entry).collect::<Vec<_>>()).unwrap();
    let db = rusqlite::Connection::open(&file).unwrap();
    let count = |table: &str| -> usize {
        db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap()
            as usize
    };
    let sum = |of: fn(&Reading) -> usize| articles.iter().map(|(.., reading)| of(reading)).sum::<usize>();
    assert_eq!(count("v_roles"), sum(|reading| reading.roles.len()));
    assert_eq!(count("v_events"), sum(|reading| reading.events.len()));
    let told = "SELECT agent, directive FROM v_directed WHERE target = 'Lý Thị Sen' ORDER BY published";
    let mut rows = db.prepare(told).unwrap();
    let rows: Vec<(String, String)> =
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[0], ("Hoàng Quý Sự".to_owned(), "kiểm tra các hồ chứa trên địa bàn huyện".to_owned()));
    assert_eq!(rows.len(), 2);
}

/// Exit code, standard output and standard error.
fn chidao(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chidao")).current_dir(folder).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_commands_keep_a_store_over_the_days() {
    let dir = tempfile::tempdir().unwrap();
    let years = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/years");
    let years = years.to_str().unwrap();
    let run = |args: &[&str]| chidao(dir.path(), args);
    let done = |line: &str| (0, line.to_owned(), String::new());
    assert_eq!(run(&["add", "a.db", years]), done("7 added, 0 changed, 0 unchanged; 7 articles in a.db\n"));
    assert_eq!(run(&["add", "a.db", years]), done("0 added, 0 changed, 7 unchanged; 7 articles in a.db\n"));
    assert_eq!(run(&["status", "a.db"]), done("7 articles, 2020-11-05 to 2025-02-13\n"));
    let question = ["roles", "Lý Thị Sen"];
    assert_eq!(run(&[&question[..], &["a.db"]].concat()), run(&[&question[..], &[years]].concat()));
    assert_eq!(run(&["remove", "a.db", "2020-11-bac-ha-giao-ban"]), done("1 article removed\n"));
    let (code, _, errors) = run(&["remove", "a.db", "2020-11-bac-ha-giao-ban"]);
    assert_eq!(
        (code, errors.as_str()),
        (2, "chidao: a.db: no article \"2020-11-bac-ha-giao-ban\"; nothing is removed\n")
    );
    fs::create_dir(dir.path().join("words")).unwrap();
    fs::write(dir.path().join("words/verbs.tsv"), "verb\tact\tstrength\tflags\texample\n-giao\t\t\t\t\n")
        .unwrap();
    let (_, out, _) = run(&["status", "a.db", "--gazetteers", "words"]);
    assert!(out.contains("; 6 read by another version"), "{out}");
    assert_eq!(run(&["rebuild", "a.db", "--gazetteers", "words"]), done("6 articles read again\n"));
    assert_eq!(run(&["rebuild", "a.db", "--gazetteers", "words"]), done("0 articles read again\n"));
    let (code, out, _) = run(&["search", "a.db", "khanh hoa", "--format", "csv"]);
    assert!(
        code == 0 && out.lines().nth(1).unwrap().starts_with("2023-03-15,2023-03-khanh-hoa-du-lich,"),
        "{out}"
    );
    assert_eq!(run(&["search", "a.db", "nowhere at all"]), (1, String::new(), String::new()));
    fs::write(dir.path().join("meta.tsv"), "id\tpublisher\n2023-03-hop-khong-mua\tBáo Sông Đáy\n").unwrap();
    let kept = "0 added, 0 changed, 7 unchanged; 7 articles in m.db\n";
    assert_eq!(run(&["add", "m.db", years, "--meta", "meta.tsv"]).0, 0);
    assert_eq!(run(&["add", "m.db", years]), done(kept), "metadata stay with their article");
    assert_eq!(run(&["remove", "m.db", "2023-03-hop-khong-mua", "2023-03-hop-khong-mua"]).0, 0);
    assert_eq!(run(&["status", "b.db"]).0, 2);
    assert!(!dir.path().join("b.db").exists(), "only add makes a store");
    fs::write(dir.path().join("c.db"), "no store").unwrap();
    assert_eq!(run(&["add", "c.db", years]).0, 2);
}

#[test]
fn a_killed_command_loses_nothing_that_it_has_kept() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    let articles = 600;
    for number in 0..articles {
        let text = format!(
            "Tin {number}\n\nSáng 5/6/2024, ông Lò Văn Pớm, Bí thư Huyện ủy Bắc Hà, chủ trì hội nghị.\n"
        );
        fs::write(dir.path().join(format!("in/{number:03}.txt")), text).unwrap();
    }
    let mut random = fastrand::Rng::with_seed(7);
    let mut held = 0;
    for _ in 0..20 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chidao"))
            .current_dir(dir.path())
            .args(["add", "a.db", "in"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(random.u64(1..900)));
        child.kill().unwrap();
        child.wait().unwrap();
        let Ok(store) = Store::open(&dir.path().join("a.db")) else {
            assert_eq!(held, 0, "a store with articles opens again");
            continue;
        };
        let now = store.readings().unwrap().len();
        assert!(now >= held, "{now} articles of {held}");
        held = now;
    }
    let (code, out, _) = chidao(dir.path(), &["add", "a.db", "in"]);
    assert!(code == 0 && out.ends_with(&format!("; {articles} articles in a.db\n")), "{out}");
}
