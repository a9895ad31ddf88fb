//! `cargo xtask VERB`: runs Sealpost, tests it, measures and photographs its pages, benchmarks it, and fuzzes its
//! parsers. Each command does its own setup.

mod arguments;
mod bench;
mod blind;
mod builds;
mod checkout;
mod forget;
mod fuzz;
mod house;
mod later;
mod lighthouse;
mod manifest;
mod openapi;
mod own_tests;
mod pages;
mod place;
mod progress;
mod published;
mod queries;
mod reproduce;
mod run;
mod screenshots;
mod shorten;
mod styles;
mod system;
mod test;
mod tools;
mod weigh;
mod words;

use std::process::ExitCode;

use arguments::{Arguments, Bench, Verb};
use clap::Parser;
use place::{Place, Result};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(&arguments.verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(verb: &Verb) -> Result {
    let place = Place::find()?;
    match verb {
        Verb::Run(options) => run::run(&place, options),
        Verb::Test(options) => test::test(&place, options.scope()),
        Verb::Pages => pages::build(&place),
        Verb::PagesTests { write } => own_tests::run(&place, own_tests::Mode::from(*write)).0,
        Verb::House => house::look(&place),
        Verb::Words { write } => words::read(&place, *write),
        Verb::OpenApi { write } => openapi::openapi(&place, *write),
        Verb::Weigh => pages::build(&place).and_then(|()| weigh::weigh(&place)),
        Verb::Reproduce => reproduce::reproduce(&place),
        Verb::Screenshots => screenshots::take(&place),
        Verb::Bench(Bench::Report) => bench::report(&place),
        Verb::Bench(Bench::Check) => bench::check(&place),
        Verb::Bench(Bench::Board) => bench::board(&place),
        Verb::Bench(Bench::Builds { only }) => builds::compare(&place, only),
        Verb::Queries { check } => queries::queries(&place, arguments::mode(*check)),
        Verb::Lighthouse { pages } => lighthouse::measure(&place, pages),
        Verb::Fuzz(options) => fuzz::fuzz(&place, options),
    }
}
