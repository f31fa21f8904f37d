#!/bin/sh
# Makes cache/commands.aot in an unpacked distribution: the classes that commands need, loaded and linked, so that a command
# starts in a fraction of the time. The JVM takes it only with the very jars, by size and time, so these get the time that
# archives give them.
#
#   prepare-commands.sh DISTRIBUTION TIME_OF_ARCHIVE_ENTRIES SCRATCH_FOLDER
#
# A build without a JDK that can do it gets a distribution without: commands work the same, only slower.
set -u

home=$1
scratch=$3
rm -rf "$scratch" "$home/cache"
mkdir -p "$scratch" "$home/cache" || exit 1
touch -d "$2" "$home"/lib/*.jar || exit 1

cat > "$scratch/orchestrator.conf.json" <<END
{"BackendDB": "sqlite", "SQLite3DataFile": "$scratch/backend.sqlite"}
END
cat > "$scratch/nobody.conf.json" <<END
{"BackendDB": "mysql", "MySQLOrchestratorHost": "127.0.0.1", "MySQLOrchestratorPort": 1,
 "MySQLOrchestratorDatabase": "nobody", "MySQLOrchestratorUser": "nobody"}
END

log=$scratch/prepare.log
"$home/bin/orchestrator" --config="$scratch/orchestrator.conf.json" -c redeploy-internal-db > "$log" 2>&1 &&
    ORCHESTRATOR_MAIN_CLASS=io.orchestrator.app.command.Rehearsal \
        ORCHESTRATOR_JAVA_OPTS="-XX:AOTCacheOutput=$scratch/commands.aot" \
        "$home/bin/orchestrator" "$scratch" "$home/cache" >> "$log" 2>&1 &&
    [ -s "$scratch/commands.aot" ] && mv "$scratch/commands.aot" "$home/cache/commands.aot" && chmod 644 "$home/cache/commands.aot" ||
    echo "commands are not prepared and start slower; see $log"
exit 0
