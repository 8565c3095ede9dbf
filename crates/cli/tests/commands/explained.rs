//! What all three statistical commands share: explanations and plots.

use crate::offline::file;
use crate::place::run;

#[test]
fn every_method_explains_itself_without_a_table() {
    let check = |command: &str, id: &str, title: &str| {
        let (out, _) = run(&[command, "--explain", id], 0);
        assert!(out.starts_with(&format!("# {title} (`{id}`)")), "{out}");
        for part in ["## What it does", "## When to use it", "## When not", "## Example", "## Reference"] {
            assert!(out.contains(part), "{command} {id} has no {part}");
        }
    };
    crosscheck_stats::METRICS.iter().for_each(|one| check("agree", one.id, one.title));
    crosscheck_stats::matching::MATCHERS.iter().for_each(|one| check("agree", one.id, one.title));
    crosscheck_stats::AGGREGATORS.iter().for_each(|one| check("aggregate", one.id, one.title));
    crosscheck_stats::RANKERS.iter().for_each(|one| check("rank", one.id, one.title));
    for (command, known) in [("agree", "gwet_ac"), ("aggregate", "dawid_skene"), ("rank", "elo")] {
        let (_, err) = run(&[command, "--explain", "nonsense"], 1);
        assert!(err.contains("nonsense") && err.contains(known), "{err}");
    }
}

#[test]
fn plots_are_the_same_bytes_each_time() {
    let check = |rows: &str, flags: &[&str], expected: &[&str]| {
        let (folder, table) = file("t.csv", rows);
        let path = folder.path().join("plot.svg").to_str().unwrap().to_owned();
        let drawn = || {
            run(&[&[flags[0], &table, "--plot", &path], &flags[1..]].concat(), 0);
            std::fs::read_to_string(&path).unwrap()
        };
        let svg = drawn();
        assert!(svg.starts_with("<svg ") && expected.iter().all(|text| svg.contains(text)), "{svg}");
        assert_eq!(drawn(), svg);
    };
    let labels = "item,annotator,label\na,x,c<d\na,y,c<d\nb,x,e\nb,y,c<d\n";
    check(labels, &["agree"], &["Labels that meet", "c&lt;d", "share of row"]);
    check(labels, &["aggregate", "--method", "majority"], &["Reliability of annotators", ">x<", "95 % intervals"]);
    let numbers = "item,annotator,label\na,x,1\na,y,2\nb,x,4\nb,y,4\nc,x,7\nc,y,9\n";
    check(numbers, &["agree", "--level", "interval"], &["Bland–Altman", "x − y", "upper limit"]);
    check(numbers, &["aggregate", "--level", "interval"], &["Bias of annotators"]);
    check("left,right,winner\na,b,left\nb,a,left\n", &["rank"], &["Ranking", "score, as the logarithm"]);
    let sets = "item,annotator,label\na,x,c|d\na,y,c\nb,x,d\nb,y,d|c\n";
    check(sets, &["agree", "--level", "set"], &["Agreement on each label"]);
}
