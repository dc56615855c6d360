use super::SearchState;
use crate::bank::Bank;
use crate::plan::Request;
use crate::plan::instance::Instance;
use crate::plan::search::search;

/// The sums that the search keeps are those of the choice, and undoing brings them back.
#[test]
fn sums_are_those_of_the_choice() {
    let bank = Bank::load(None).unwrap();
    for (role, level, stack) in
        [("backend", "senior", "rust"), ("sre", "mid", "kafka"), ("qa", "staff", "ci")]
    {
        let request = Request {
            role: role.into(),
            level: level.into(),
            stacks: vec![stack.into()],
            loop_name: "onsite".into(),
            ..Request::default()
        };
        let specs = request.checked(&bank).unwrap();
        let instance = Instance::new(&bank, &request, &specs).unwrap();
        let choice = search(&instance, 0);
        let mut state = SearchState::of(&instance, &choice);
        assert_eq!(state.rank().0, instance.standing(&choice).met, "{role}");
        let before = state.rank();
        let chosen: Vec<(usize, usize)> =
            choice.iter().enumerate().flat_map(|(r, items)| items.iter().map(move |i| (*i, r))).collect();
        for (item, round) in &chosen {
            let loss = state.loss(*item, *round);
            state.remove(*item);
            assert_eq!(before.1 - state.rank().1, loss);
            state.undo();
            assert_eq!(state.rank(), before);
        }
    }
}
