//! Everything against a real server.
#[test]
fn timing() {
    use glowplug_local::*;
    use std::time::Instant;
    let t = Instant::now();
    let s = TestServer::start(Settings::default()).unwrap();
    println!("start {:?}", t.elapsed());
    let t = Instant::now();
    s.cluster().unwrap().restart().unwrap();
    println!("restart {:?}", t.elapsed());
    let t = Instant::now();
    s.cluster().unwrap().stop_immediate().unwrap();
    println!("stop {:?}", t.elapsed());
    let t = Instant::now();
    s.cluster().unwrap().start().unwrap();
    println!("start {:?}", t.elapsed());
    let t = Instant::now();
    let tm = s.template("x", |_| Ok::<(), Error>(())).unwrap();
    println!("template {:?}", t.elapsed());
    for _ in 0..8 {
        let t = Instant::now();
        let d = tm.database().unwrap();
        println!("clone {:?}", t.elapsed());
        let t = Instant::now();
        drop(d);
        println!("drop {:?}", t.elapsed());
    }
    let t = Instant::now();
    let mut hs = vec![];
    for _ in 0..4 {
        let tm = tm.clone();
        hs.push(std::thread::spawn(move || {
            for _ in 0..15 {
                tm.database().unwrap();
            }
        }));
    }
    for h in hs {
        h.join().unwrap();
    }
    println!("60 on 4 threads {:?}", t.elapsed());
    println!("{:?}", s.cluster().unwrap().status());
    let t = Instant::now();
    drop(tm);
    drop(s);
    println!("drop {:?}", t.elapsed());
}
