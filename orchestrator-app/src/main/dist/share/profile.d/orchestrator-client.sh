# Copy to /etc/profile.d/orchestrator-client.sh: orchestrator-client reads it before anything else. It is shell code.
# Who may read this file may read the password in it.

# Where orchestrator is: one URL (a proxy that knows the leader, say), or all nodes separated by blanks: of several the
# client asks each whether it leads. "/api" is appended where it is missing.
export ORCHESTRATOR_API="http://orchestrator-1:3000 http://orchestrator-2:3000 http://orchestrator-3:3000"
#export ORCHESTRATOR_API="http://orchestrator.example.com"

# Where AuthenticationMethod is "basic" or "multi".
#export ORCHESTRATOR_AUTH_USER="dba"
#export ORCHESTRATOR_AUTH_PASSWORD="..."

# A header for a proxy that signs users in.
#export ORCHESTRATOR_AUTH_USER_HEADER="X-Forwarded-User: dba"

# On a database machine: the instance that is meant where -i is not given.
#export ORCHESTRATOR_INSTANCE="$(hostname -f):3306"
