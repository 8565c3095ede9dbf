//! Design files: what is read, and what is refused where.

use crosscheck_domain::Design;

const CAPTION_CHECK: &str = include_str!("../data/caption-check.yaml");

#[test]
fn yaml_is_read_and_written() {
    let design = Design::parse(CAPTION_CHECK).unwrap();
    println!("{}", design.to_yaml());
    println!("{}", crosscheck_domain::design_reference());
    assert_eq!(Design::parse(&design.to_yaml()), Ok(design));
}
