//! An annotation without what could tell whose it is.

use std::collections::BTreeMap;

use crate::{Annotation, AnnotationId, Evidence, Target};

/// The same answers under new ids: of the annotation the given name, of regions, own claims, omissions and links numbers.
/// How long it took and what it corrects are left out.
pub fn blinded(annotation: &Annotation, name: &str) -> Annotation {
    let mut blind = annotation.clone();
    blind.id = AnnotationId(name.to_owned());
    blind.active_ms = 0;
    blind.supersedes = None;
    let regions = renamed("r", blind.regions.iter_mut().map(|region| &mut region.id));
    let claims = renamed("own-", blind.claims.iter_mut().map(|claim| &mut claim.id));
    let omissions = renamed("o", blind.omissions.iter_mut().map(|omission| &mut omission.id));
    let links = renamed("l", blind.links.iter_mut().map(|link| &mut link.id));
    for claim in &mut blind.claims {
        claim.parents.iter_mut().chain(&mut claim.from).for_each(|id| rename(&claims, id));
    }
    let evidence = blind.verdicts.iter_mut().flat_map(|verdict| {
        rename(&claims, &mut verdict.claim);
        &mut verdict.evidence
    });
    for piece in evidence.chain(blind.omissions.iter_mut().flat_map(|omission| &mut omission.evidence)) {
        if let Evidence::Region { region, .. } = piece {
            rename(&regions, region);
        }
    }
    let ends = blind.links.iter_mut().flat_map(|link| [&mut link.from, &mut link.to]);
    for target in ends.chain(blind.answers.iter_mut().map(|answer| &mut answer.target)) {
        match target {
            Target::Region(id) => rename(&regions, id),
            Target::Claim(id) => rename(&claims, id),
            Target::Omission(id) => rename(&omissions, id),
            Target::Link(id) => rename(&links, id),
            Target::Item | Target::Candidate(_) => {}
        }
    }
    blind
}

/// Numbers the ids, and says which was which.
fn renamed<'a>(prefix: &str, ids: impl Iterator<Item = &'a mut String>) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for (n, id) in ids.enumerate() {
        let new = format!("{prefix}{}", n + 1);
        known.insert(std::mem::replace(id, new.clone()), new);
    }
    known
}

fn rename(known: &BTreeMap<String, String>, id: &mut String) {
    if let Some(new) = known.get(id) {
        id.clone_from(new);
    }
}

/// What a place in the blinded annotation is called in the annotation itself.
pub fn unblinded(annotation: &Annotation, target: &Target) -> Target {
    let nth = |id: &str, prefix: &str| id.strip_prefix(prefix)?.parse::<usize>().ok()?.checked_sub(1);
    let own = |id: &String, prefix: &str, find: &dyn Fn(usize) -> Option<String>| {
        nth(id, prefix).and_then(find).unwrap_or_else(|| id.clone())
    };
    match target {
        Target::Region(id) => Target::Region(own(id, "r", &|at| Some(annotation.regions.get(at)?.id.clone()))),
        Target::Claim(id) => Target::Claim(own(id, "own-", &|at| Some(annotation.claims.get(at)?.id.clone()))),
        Target::Omission(id) => Target::Omission(own(id, "o", &|at| Some(annotation.omissions.get(at)?.id.clone()))),
        Target::Link(id) => Target::Link(own(id, "l", &|at| Some(annotation.links.get(at)?.id.clone()))),
        Target::Item | Target::Candidate(_) => target.clone(),
    }
}
