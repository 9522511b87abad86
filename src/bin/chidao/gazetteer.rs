//! `chidao gazetteer`: checks the rows, lists them as of a day, shows what they know of a name, suggests rows that are missing.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use chidao::Extractor;
use chidao::extractor::{About, Suggestions};
use chidao::lexicon::{self, Day, Kin, Lexicon, Life, Meant, Place};

use crate::args::{self, Gazetteer, GazetteerAction};
use crate::console::Log;
use crate::input::{self, Reader, Source};
use crate::{console, output};

/// Runs the command.
pub(crate) fn run(args: &Gazetteer, gazetteers: Option<&Path>) -> Result<ExitCode> {
    match &args.action {
        GazetteerAction::Check(args) => check(args.dir.as_deref().or(gazetteers)),
        GazetteerAction::List(args) => {
            let rows = lexicon::list(gazetteers, &args.kind, args.as_of)?;
            output::print(rows.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        GazetteerAction::Show(args) => show(args, gazetteers),
        GazetteerAction::Suggest(args) => suggest(args, gazetteers),
    }
}

/// The rows by themselves and beside each other first; only what passes is put together and read in its examples.
fn check(folder: Option<&Path>) -> Result<ExitCode> {
    let (summary, errors) = match lexicon::check(folder) {
        Ok(summary) => (Some(summary), extractor(folder)?.idle_rows()),
        Err(errors) => (None, errors),
    };
    if let Some(summary) = summary.filter(|_| errors.is_empty()) {
        output::print(format!("{summary}\n").as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    errors.iter().for_each(|error| console::say(&error.to_string()));
    Ok(ExitCode::from(2))
}

fn extractor(folder: Option<&Path>) -> Result<Extractor> {
    Ok(match folder {
        Some(folder) => Extractor::with_gazetteers(folder)?,
        None => Extractor::builtin(),
    })
}

fn show(args: &args::Show, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let extractor = extractor(gazetteers)?;
    let near: Vec<&str> = args.near.iter().map(String::as_str).collect();
    let day = args.as_of;
    let lexicon = extractor.lexicon();
    let page = match extractor.about(&args.name, day, &near) {
        About::Unit(Meant::One(place)) => unit(lexicon, place, day),
        About::Unit(Meant::Open(places)) => {
            let pages: Vec<String> = places.iter().map(|place| unit(lexicon, place, day)).collect();
            pages.join("\n")
        }
        About::Body(name, kin, heirs) => body(lexicon, &name, &kin, &heirs, day),
        About::Unit(Meant::None) | About::Unknown => {
            let when = day.map_or(String::new(), |day| format!(" on {day}"));
            console::say(&format!("\"{}\": no unit or body of this name is known{when}", args.name));
            return Ok(ExitCode::from(1));
        }
    };
    output::print(page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn unit(lexicon: &Lexicon, place: &Place, day: Option<Day>) -> String {
    let units = lexicon.units();
    let mut page = format!("{}\n", units.chain_name(place, day));
    line(&mut page, "level", place.level.id());
    line(&mut page, "code", &place.code);
    life(&mut page, &place.life);
    let next: Vec<String> =
        units.successors(place).into_iter().map(|next| units.chain_name(next, None)).collect();
    line(&mut page, "became", &next.join("; "));
    page
}

fn body(lexicon: &Lexicon, name: &str, kin: &Kin, heirs: &[String], day: Option<Day>) -> String {
    let mut page = format!("{name}\n");
    line(&mut page, "branch", kin.branch.map_or("", |branch| branch.id()));
    let versions = || kin.unit.iter().flat_map(|code| lexicon.units().coded(code));
    let unit = versions().find(|unit| unit.life.holds(day)).or_else(|| versions().last());
    let unit = unit.map(|unit| format!("{} ({})", lexicon.units().chain_name(unit, day), unit.code));
    line(&mut page, "unit", &unit.unwrap_or_default());
    line(&mut page, "part of", kin.above.as_deref().unwrap_or_default());
    life(&mut page, &kin.life);
    if let Some(day) = day {
        line(&mut page, &format!("on {day}"), if kin.life.holds(Some(day)) { "was" } else { "was not" });
    }
    line(&mut page, "became", &heirs.join("; "));
    page
}

fn life(page: &mut String, life: &Life) {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    line(page, "from", &day(life.from));
    line(page, "until", &day(life.to));
}

/// One line of a page; none for what is not known.
fn line(page: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "  {key:<15}{value}");
    }
}

fn suggest(args: &args::Suggest, gazetteers: Option<&Path>) -> Result<ExitCode> {
    let reader = Reader::new(&args::Reading { jobs: None, meta: None }, gazetteers)?;
    let mut log = Log::default();
    let sources = input::sources(args.paths.iter().map(AsRef::as_ref), &mut log);
    let sources = input::without_twins(sources, |source| &source.id, Source::name, &mut log);
    let mut suggestions = Suggestions::default();
    let turn = |_: &Source, article| Ok(reader.extractor.unknowns(&article));
    reader.read_all(&sources, turn, |source, unknowns| {
        match unknowns {
            Ok(unknowns) => {
                suggestions.add(&source.id, unknowns);
                log.read();
            }
            Err(error) => log.fail(&format!("{}: {error:#}", source.name())),
        }
        Ok(())
    })?;
    output::print(suggestions.rows(args.least).as_bytes())?;
    Ok(log.close())
}
