//! Stores: what is added is there, once; what is removed is gone; a graph of a store is the graph of its articles.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chidao::article::{Article, Given, Published};
use chidao::export;
use chidao::lexicon::Day;
use chidao::query::{self, Instruction, Spell};
use chidao::store::{Counts, Entry, Error, Store};
use chidao::vocab::EntityKind;
use chidao::{Graph, Reading};

use crate::prose::EXTRACTOR;
use crate::reprints;

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
    let entries = || articles.iter().map(entry).collect::<Vec<_>>();
    let all = articles.len();
    assert_eq!(store.add(entries()).unwrap(), Counts { added: all, ..Counts::default() });
    assert_eq!(store.add(entries()).unwrap(), Counts { unchanged: all, ..Counts::default() });
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
    store.add(vec![ready(&text, None, &reading)]).unwrap();
    let longer = text.clone() + "\nDự họp còn có ông Lò Văn Pớm.\n";
    let other = EXTRACTOR.read(&Article::from_text(id.clone(), longer.clone()));
    let changed = Counts { changed: 1, ..Counts::default() };
    assert_eq!(store.add(vec![ready(&longer, None, &other)]).unwrap(), changed);
    let given = Given { url: Some("https://baosongday.example/1".to_owned()), ..Given::default() };
    assert_eq!(store.add(vec![ready(&longer, Some(&given), &other)]).unwrap(), changed);
    assert_eq!(store.readings().unwrap(), [other]);
    assert_eq!(store.search(&["lo van pom"], 9).unwrap().len(), 1);
    assert!(store.remove(&[&id]).unwrap().is_empty());
    assert!(store.search(&["lo van pom"], 9).unwrap().is_empty() && store.readings().unwrap().is_empty());
}

#[test]
fn removal_is_of_all_or_none() {
    let articles = years();
    let mut store = Store::in_memory().unwrap();
    store.add(articles.iter().map(entry).collect()).unwrap();
    assert_eq!(store.remove(&[&articles[0].0, "nowhere"]).unwrap(), ["nowhere"]);
    assert_eq!(store.readings().unwrap().len(), articles.len());
}

/// Adds articles, alone and several at once, and removes them in so many random orders, settles now and then: the graph is that of what is
/// left.
fn in_any_order(articles: &[(String, String, Reading)], orders: usize, seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    for order in 0..orders {
        let mut store = Store::in_memory().unwrap();
        let mut held = vec![false; articles.len()];
        for _ in 0..2 * articles.len() {
            let at = random.usize(..articles.len());
            if held[at] && random.bool() {
                store.remove(&[&articles[at].0]).unwrap();
                held[at] = false;
            } else {
                let more = if random.bool() { 0 } else { random.usize(..4) };
                let all: Vec<usize> =
                    std::iter::once(at).chain((0..more).map(|_| random.usize(..articles.len()))).collect();
                store.add(all.iter().map(|&at| entry(&articles[at])).collect()).unwrap();
                all.into_iter().for_each(|at| held[at] = true);
            }
            if random.usize(..4) == 0 {
                store.settle().unwrap();
            }
        }
        let left: Vec<Reading> =
            (0..articles.len()).filter(|&at| held[at]).map(|at| articles[at].2.clone()).collect();
        let (kept, built) = (store.graph().unwrap(), Graph::from_readings(&left));
        assert_eq!(printed(&kept), printed(&built), "order {order}");
    }
}

#[test]
fn two_hundred_orders_of_adding_and_removing_give_the_graph_of_what_is_left() {
    in_any_order(&years(), 200, 20_251_123);
}

/// Articles that are hard to keep apart and together: printed again, and of people of one name.
fn tangled() -> Vec<(String, String, Reading)> {
    let read = |(id, text): (String, String)| {
        let reading = EXTRACTOR.read(&Article::from_text(id.clone(), text.clone()));
        (id, text, reading)
    };
    let mut articles: Vec<_> = reprints::versions_of_one().into_iter().map(read).collect();
    let posts =
        ["Chủ tịch UBND tỉnh Lào Cai", "Bí thư Tỉnh ủy Cà Mau", "Giám đốc Sở Y tế tỉnh Lào Cai", "nhà thơ"];
    for (at, post) in posts.iter().cycle().take(8).enumerate() {
        let day = format!("{}/3/2021", 3 * at + 1);
        let text = format!(
            "Tin số {at}\n\nSáng {day}, ông Lò Văn Pớm, {post}, chủ trì hội nghị; dự hội nghị có bà Chu Thị Mận, {}.\n",
            posts[(at + 1) % 3]
        );
        articles.push(read((format!("lo-{at}"), text)));
    }
    articles
}

#[test]
fn reprints_and_namesakes_too_are_the_same_in_any_order() {
    in_any_order(&tangled(), 60, 20_261_124);
}

#[test]
fn a_store_of_the_first_version_is_brought_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.db");
    let articles = tangled();
    Store::create(&file).unwrap().add(articles.iter().map(entry).collect()).unwrap();
    let first = ["article", "words"];
    let db = rusqlite::Connection::open(&file).unwrap();
    let mut tables = db
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
        .unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for table in tables.iter().filter(|name| !first.contains(&name.as_str()) && !name.starts_with("sqlite_"))
    {
        db.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    db.execute_batch("DROP INDEX article_read; PRAGMA user_version = 1").unwrap();
    let readings: Vec<Reading> = articles.iter().map(|(.., reading)| reading.clone()).collect();
    let kept = Store::open(&file).unwrap().graph().unwrap();
    assert_eq!(printed(&kept), printed(&Graph::from_readings(&readings)));
}

#[test]
fn a_store_of_a_later_version_but_not_the_last_is_brought_up_to_date() {
    let second = "DROP TABLE said; DROP TABLE beside; DROP TABLE stint; DELETE FROM node; DELETE FROM atom; PRAGMA user_version = 2";
    let third =
        "DROP TABLE trace; DROP INDEX atom_own; ALTER TABLE report DROP COLUMN id; PRAGMA user_version = 3";
    let articles = tangled();
    let readings: Vec<Reading> = articles.iter().map(|(.., reading)| reading.clone()).collect();
    let named = articles.iter().filter(|(_, text, _)| text.contains("Lò Văn Pớm")).count();
    for earlier in [second, third] {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.db");
        Store::create(&file).unwrap().add(articles.iter().map(entry).collect()).unwrap();
        let db = rusqlite::Connection::open(&file).unwrap();
        db.execute_batch(&format!("CREATE INDEX statement_source ON statement (source); {earlier}")).unwrap();
        let store = Store::open(&file).unwrap();
        assert_eq!(printed(&store.graph().unwrap()), printed(&Graph::from_readings(&readings)));
        assert_eq!(store.search(&["lo van pom"], 20).unwrap().len(), named, "words are kept");
        let left = "SELECT count(*) FROM sqlite_master WHERE name = 'statement_source'";
        assert_eq!(db.query_row(left, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    }
}

#[test]
fn what_is_added_in_bulk_is_there_once_it_is_kept() {
    let articles = tangled();
    let mut store = Store::in_memory().unwrap();
    let mut bulk = store.bulk();
    bulk.add(articles[..4].iter().map(entry).collect()).unwrap();
    bulk.keep().unwrap();
    bulk.add(articles[4..].iter().map(entry).collect()).unwrap();
    drop(bulk);
    let readings: Vec<Reading> = articles.iter().map(|(.., reading)| reading.clone()).collect();
    assert_eq!(store.readings().unwrap().len(), 4);
    assert_eq!(printed(&store.graph().unwrap()), printed(&Graph::from_readings(&readings[..4])));
}

#[test]
fn of_two_texts_of_one_id_added_at_once_the_second_is_kept() {
    let articles = tangled();
    let (id, ..) = &articles[0];
    let other = articles.last().unwrap();
    let other =
        (id.clone(), other.1.clone(), EXTRACTOR.read(&Article::from_text(id.clone(), other.1.clone())));
    let mut store = Store::in_memory().unwrap();
    let counts = store.add(vec![entry(&articles[0]), entry(&articles[1]), entry(&other)]).unwrap();
    assert_eq!(counts, Counts { added: 2, changed: 1, unchanged: 0 });
    let kept = Graph::from_readings(&[articles[1].2.clone(), other.2.clone()]);
    assert_eq!(printed(&store.graph().unwrap()), printed(&kept));
    assert_eq!(store.search(&["lo van pom"], 20).unwrap().len(), 1);
}

#[test]
fn a_part_answers_as_the_whole_does() {
    let mut articles = years();
    articles.extend(tangled());
    let mut store = Store::in_memory().unwrap();
    store.add(articles.iter().map(entry).collect()).unwrap();
    let whole = store.graph().unwrap();
    let heads = |title: &str| EXTRACTOR.lexicon().is_head_title(title);
    let actors = [EntityKind::Person, EntityKind::Post, EntityKind::Body, EntityKind::Group];
    let of = |kind: EntityKind| whole.nodes().filter(move |node| node.kind == kind);
    let spells = |graph: &Graph, fits: &dyn Fn(&Spell) -> bool| {
        let all = query::spells(graph, &heads);
        all.iter().filter(|spell| fits(spell)).map(|spell| format!("{spell:?}")).collect::<Vec<_>>()
    };
    // Of one who holds a post, the words of the first day are asked for, of the others what saw it.
    let held = |graph: &Graph, fits: &dyn Fn(&Spell) -> bool| {
        let all = query::spells(graph, &heads).into_iter().filter(|spell| fits(spell));
        let told = |spell: Spell| {
            let seen: BTreeSet<String> = spell
                .sightings
                .iter()
                .map(|seen| format!("{:?} {:?} {}", seen.status, seen.day, seen.evidence.doc))
                .collect();
            let sources = graph.sources(spell.sightings.iter().map(|seen| &seen.evidence));
            let first = spell.sightings.first().copied().cloned();
            let spell = Spell { sightings: Vec::new(), ..spell };
            format!("{spell:?} {first:?} {sources} {seen:?}")
        };
        all.map(told).collect::<Vec<_>>()
    };
    for person in of(EntityKind::Person) {
        for name in [&person.id, &person.label] {
            let part = store.career(name, &heads).unwrap();
            assert_eq!(named(&part, &[EntityKind::Person], name), named(&whole, &[EntityKind::Person], name));
        }
        let own = |spell: &Spell| spell.person.id == person.id;
        assert_eq!(spells(&store.career(&person.id, &heads).unwrap(), &own), spells(&whole, &own));
        let met = |graph: &Graph| {
            let with = query::meetings(graph).into_iter().filter(|one| one.has(&person.id));
            with.map(|one| unnumbered(&format!("{one:?}"))).collect::<Vec<_>>()
        };
        let part = store.meetings(&actors, &[&person.id], (None, None)).unwrap();
        assert_eq!(met(&part), met(&whole));
        for other in whole.nodes().filter(|node| actors.contains(&node.kind)).step_by(7) {
            let way = |graph: &Graph| {
                let ends = (graph.node(&person.id).unwrap(), graph.node(&other.id).unwrap());
                let way = query::path(graph, ends.0, ends.1)?;
                Some(way.iter().map(|link| unnumbered(&format!("{link:?}"))).collect::<Vec<_>>())
            };
            assert_eq!(way(&store.ways(&actors, &person.id, &other.id).unwrap()), way(&whole));
        }
    }
    for post in of(EntityKind::Post) {
        let own = |spell: &Spell| spell.post.id == post.id;
        assert_eq!(held(&store.holders(&post.id).unwrap(), &own), held(&whole, &own));
    }
    for actor in whole.nodes().filter(|node| actors.contains(&node.kind)) {
        let told = |graph: &Graph| {
            let all = query::instructions(graph).into_iter();
            let held = |one: &Instruction| one.holder.is_some_and(|holder| holder.person.id == actor.id);
            let own = all
                .filter(|one| one.link.source.id == actor.id || one.link.target.id == actor.id || held(one));
            own.map(|one| unnumbered(&format!("{one:?}"))).collect::<BTreeSet<_>>()
        };
        let by = store.instructions(&actors, [Some(&actor.id), None], (None, None)).unwrap();
        let to = store.instructions(&actors, [None, Some(&actor.id)], (None, None)).unwrap();
        assert_eq!(&told(&by) | &told(&to), told(&whole));
    }
    let days = (Day::of("2021-03-05"), Day::of("2023-12-31"));
    let moves = |graph: &Graph| {
        let (all, within) = (query::spells(graph, &heads), "2021-03-05".."2024-01-01");
        let all = query::changes(&all).into_iter().filter(|change| within.contains(&change.day));
        let told = |change: query::Change| {
            let spell = change.spell;
            let on_day =
                spell.sightings.iter().filter(|sighting| sighting.day.as_deref() == Some(change.day));
            let ends = (change.day, change.turn, spell.from, spell.to, spell.first, spell.last);
            format!(
                "{ends:?} {:?} {:?} {:?} {:?}",
                spell.person,
                spell.post,
                spell.body,
                on_day.collect::<Vec<_>>()
            )
        };
        all.map(told).collect::<Vec<_>>()
    };
    assert!(moves(&whole).len() > 3);
    assert_eq!(moves(&store.moves(days, &heads).unwrap()), moves(&whole));
    for limit in [1, 3, 50] {
        let own = |busy: Vec<query::Busy>| {
            busy.iter().map(|busy| (busy.person.clone(), busy.count)).collect::<Vec<_>>()
        };
        assert_eq!(store.busiest_chairs(limit).unwrap(), own(query::busiest_chairs(&whole, limit)));
        assert_eq!(store.busiest_directors(limit).unwrap(), own(query::busiest_directors(&whole, limit)));
        let central = store.most_central(limit).unwrap();
        let central: Vec<_> = central.iter().map(|(node, share)| (node, *share)).collect();
        assert_eq!(central, query::most_central(&whole, limit));
    }
}

/// An edge without its number among those of the same ends, of which a part may have fewer.
fn unnumbered(text: &str) -> String {
    let mut parts = text.split(", key: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

fn named(graph: &Graph, kinds: &[EntityKind], name: &str) -> Vec<String> {
    query::named(graph, kinds, name).iter().map(|node| format!("{node:?}")).collect()
}

#[test]
fn what_another_version_has_read_is_stale_and_has_its_metadata() {
    let (id, text, mut reading) = years().remove(0);
    reading.doc.extractor = "chidao 0.0.1+gaz.00000000".to_owned();
    let published = Published::from_iso("2020-11-06");
    let given = Given { published, publisher: Some("Báo Sông Đáy".to_owned()), url: None };
    let mut store = Store::in_memory().unwrap();
    store.add(vec![ready(&text, Some(&given), &reading)]).unwrap();
    let version = EXTRACTOR.version();
    let stale = store.stale(&version, 9).unwrap();
    let [(article, kept)] = &stale[..] else { panic!("{stale:?}") };
    assert_eq!(
        (&article.id, &article.text, &article.publisher, kept),
        (&id, &text, &given.publisher, &given)
    );
    assert_eq!(article.notes.len(), 1, "the text says another day");
    let again = EXTRACTOR.read(article);
    store.add(vec![ready(&article.text, Some(kept), &again)]).unwrap();
    assert_eq!(store.stale(&version, 9).unwrap(), []);
}

#[test]
fn words_are_found_without_accents_and_shown_with_what_stands_around_them() {
    let articles = years();
    let mut store = Store::in_memory().unwrap();
    store.add(articles.iter().map(entry).collect()).unwrap();
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
    Store::create(&file).unwrap().add(articles.iter().map(entry).collect()).unwrap();
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
    assert_eq!(run(&["add", "a.db", years]), done("8 added, 0 changed, 0 unchanged; 8 articles in a.db\n"));
    assert_eq!(run(&["add", "a.db", years]), done("0 added, 0 changed, 8 unchanged; 8 articles in a.db\n"));
    assert_eq!(run(&["status", "a.db"]), done("8 articles, 2020-11-05 to 2025-02-13\n"));
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
    assert!(out.contains("; 7 read by another version"), "{out}");
    assert_eq!(run(&["rebuild", "a.db", "--gazetteers", "words"]), done("7 articles read again\n"));
    assert_eq!(run(&["rebuild", "a.db", "--gazetteers", "words"]), done("0 articles read again\n"));
    let (code, out, _) = run(&["search", "a.db", "khanh hoa", "--format", "csv"]);
    assert!(
        code == 0 && out.lines().nth(1).unwrap().starts_with("2023-03-15,2023-03-khanh-hoa-du-lich,"),
        "{out}"
    );
    assert_eq!(run(&["search", "a.db", "nowhere at all"]), (1, String::new(), String::new()));
    fs::write(dir.path().join("meta.tsv"), "id\tpublisher\n2023-03-hop-khong-mua\tBáo Sông Đáy\n").unwrap();
    let kept = "0 added, 0 changed, 8 unchanged; 8 articles in m.db\n";
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
