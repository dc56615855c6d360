//! A terminal with somebody at it.
#![cfg(target_os = "linux")]

use std::path::Path;

/// What a terminal shows where `panelkit` runs on it with `arguments` and a person types what answers each prompt, and how the command
/// ends; `script` of util-linux is a terminal.
pub(super) fn at_a_terminal(
    folder: &Path,
    arguments: &str,
    answers: &[(&str, &str)],
) -> (Option<i32>, String) {
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};
    let kit = env!("CARGO_BIN_EXE_panelkit");
    let mut child = Command::new("script")
        .args(["-qec", &format!("stty rows 30 cols 80; {kit} {arguments}"), "/dev/null"])
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder.join("no-configuration"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script is part of util-linux");
    let mut keys = child.stdin.take().unwrap();
    let mut screen = child.stdout.take().unwrap();
    let (tell, shows) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(n @ 1..) = screen.read(&mut bytes) {
            let _ = tell.send(String::from_utf8_lossy(&bytes[..n]).into_owned());
        }
    });
    let mut shown = String::new();
    let mut from = 0;
    // Each answer is typed when its prompt is on the screen.
    for (prompt, answer) in answers {
        while !shown[from..].contains(prompt) {
            let more = shows.recv_timeout(std::time::Duration::from_mins(1));
            shown.push_str(&more.unwrap_or_else(|e| panic!("{prompt}: {e}\n{shown}")));
        }
        from = shown.len();
        keys.write_all(answer.as_bytes()).unwrap();
        keys.flush().unwrap();
    }
    while let Ok(more) = shows.recv_timeout(std::time::Duration::from_mins(1)) {
        shown.push_str(&more);
    }
    drop(keys);
    (child.wait().unwrap().code(), shown)
}
