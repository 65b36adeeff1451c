# Waits until the owner of a temporary cluster is gone, then stops the server and deletes the folder.
#
# Standard input is a pipe that only the owner holds open. The kernel closes it however the owner
# ends, so this works after `kill -9` too. A line names the program the owner has just started (0:
# it ended), so that a half-made cluster is deleted only when nothing writes to it any more.
home=$1
data=$1/data
trap '' HUP INT TERM QUIT

program=0
while read -r line; do program=$line; done

tries=0
while [ "$program" -gt 0 ] && kill -0 "$program" 2>/dev/null && [ "$tries" -lt 600 ]; do
    sleep 0.05
    tries=$((tries + 1))
done

# Whether a process is ours: servers work in their data folder. Without /proc, the pid must do.
ours() {
    if [ -d /proc/self ]; then
        [ "/proc/$1/cwd" -ef "$data" ]
    else
        kill -0 "$1" 2>/dev/null
    fi
}

stopped=
{ read -r pid; read -r _; read -r _; read -r _; read -r _; read -r _; read -r _ memory; } \
    <"$data/postmaster.pid" 2>/dev/null
if [ -n "$pid" ] && ours "$pid"; then
    kill -QUIT "$pid"
    tries=0
    while ours "$pid" && [ "$tries" -lt 250 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
    if ours "$pid"; then kill -KILL "$pid"; else stopped=yes; fi
fi

# Whether the server left its shared memory. A segment of another server may have the same number
# by now, so its creator is asked for. Without /proc, a server that took its leave took it along.
left_behind() {
    [ -n "$memory" ] || return 1
    if [ -r /proc/sysvipc/shm ]; then
        while read -r _ id _ _ creator _; do
            [ "$id" = "$memory" ] && [ "$creator" = "$pid" ] && return 0
        done </proc/sysvipc/shm
        return 1
    fi
    [ -z "$stopped" ]
}

# A server that was killed leaves its backends and its shared memory behind.
for process in /proc/[0-9]*; do
    [ "$process/cwd" -ef "$data" ] && kill -KILL "${process#/proc/}"
done
left_behind && ipcrm -m "$memory"

cd /
tries=0
while [ "$tries" -lt 50 ]; do
    rm -rf "$home" && [ ! -e "$home" ] && break
    sleep 0.1
    tries=$((tries + 1))
done
