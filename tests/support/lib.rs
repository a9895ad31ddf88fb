//! The infrastructure of the journey tests: real servers in their own folders and on their own loopback addresses, a
//! real browser, and the people of an agency.
//!
//! No test shares anything with another, so any number of them can run in parallel. The servers listen on ports that
//! only root may use (25, 53, 465, 587), because programs connect to those ports in real life. That's why the tests
//! run as root, as they do in a container.

#![expect(clippy::missing_panics_doc, reason = "a panic is how a test fails: everything here may")]

pub mod accessibility;
pub mod agency;
pub mod alternating;
pub mod app_key;
pub mod authenticator;
pub mod authority;
pub mod blind;
pub mod browser;
pub mod certificates;
pub mod client;
mod clock;
pub mod command;
pub mod device;
pub mod distance;
pub mod dns;
pub mod flood;
pub mod hostile_mail;
pub mod http;
pub mod introspection;
pub mod lab;
pub mod layout;
pub mod leaks;
pub mod loopback;
pub mod mail;
pub mod mariadb;
pub mod memory;
pub mod pages;
pub mod process;
pub mod proxy;
pub mod say;
pub mod server;
pub mod signer;
pub mod tamper;
pub mod tenant;
pub mod wait;
pub mod web;
pub mod wordpress;
pub mod workspace;
