//! What is written into the settings files of Patroni, pgbouncer and haproxy: the ones an installation would have.

use super::{database::Database, limits, machine::Machine, node::Node, place::Place};

/// Name of the cluster at etcd.
pub(super) const SCOPE: &str = "eungdapso";
/// The office's own role, and its database.
pub(super) const OFFICE: &str = "eungdapso";
/// Seconds without a sign of life until a leader is no longer one; 20 is the least that Patroni takes.
pub(super) const TTL_S: u32 = 20;

/// Patroni's settings of one machine. Three of them wait for each other: a commit is told only once another machine
/// has it, and only such a machine may become the leader.
pub(super) fn patroni(own: &Machine, all: &[Machine], place: &Place) -> String {
    let etcd: Vec<String> = all.iter().map(|one| format!("127.0.0.1:{}", one.ports.etcd)).collect();
    let (section, programs, password) = (place.patroni.section(), place.programs.display(), &place.password);
    let (api, postgres, folder) = (own.ports.patroni, own.ports.postgres, own.folder.display());
    format!(
        "scope: {SCOPE}
name: {name}
restapi:
  listen: 127.0.0.1:{api}
  connect_address: 127.0.0.1:{api}
{section}:
  hosts: [{etcd}]
bootstrap:
  dcs:
    ttl: {TTL_S}
    loop_wait: 5
    retry_timeout: 5
    maximum_lag_on_failover: 1048576
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        max_connections: 120
        shared_buffers: 128MB
        wal_keep_size: 256MB
  initdb:
    - encoding: UTF8
    - locale: C
    - data-checksums
postgresql:
  listen: 127.0.0.1:{postgres}
  connect_address: 127.0.0.1:{postgres}
  data_dir: {folder}/data
  bin_dir: {programs}
  pgpass: {folder}/pgpass
  parameters:
    unix_socket_directories: {folder}
  pg_hba:
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication all 127.0.0.1/32 scram-sha-256
  authentication:
    superuser: {{username: postgres, password: {password}}}
    replication: {{username: replicator, password: {password}}}
    rewind: {{username: rewinder, password: {password}}}
watchdog:
  mode: 'off'
",
        name = own.name,
        etcd = etcd.join(", "),
    )
}

/// pgbouncer before one machine's PostgreSQL. A session keeps its connection: statements that were prepared on it are
/// there when they are used, which pgbouncer before 1.21 cannot promise otherwise.
pub(super) fn pgbouncer(own: &Machine) -> String {
    format!(
        "[databases]
{OFFICE} = host=127.0.0.1 port={postgres} dbname={OFFICE}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users.txt
pool_mode = session
max_client_conn = 300
default_pool_size = 80
ignore_startup_parameters = extra_float_digits
server_connect_timeout = 5
query_wait_timeout = 10
",
        postgres = own.ports.postgres,
        port = own.ports.pgbouncer,
        folder = own.folder.display(),
    )
}

/// haproxy before the nodes of the program, and before the databases: at one door it sends to the leader alone, at the
/// other to those who follow, by what Patroni says of itself, and breaks the connections to one that is it no longer.
pub(super) fn haproxy(database: &Database, nodes: &[Node], ports: [u16; 3], control: &str) -> String {
    let [office, leader, standby] = ports;
    let servers = |checked: &str| -> String {
        let server = |node: &Node| format!("  server {} 127.0.0.1:{}{checked}\n", node.name, node.port);
        nodes.iter().map(server).collect()
    };
    let machines: String = database
        .machines
        .iter()
        .map(|one| {
            let Machine { name, ports, .. } = one;
            format!("  server {name} 127.0.0.1:{} check port {}\n", ports.pgbouncer, ports.patroni)
        })
        .collect();
    format!(
        "global
  maxconn 4000
  default-path config
  stats socket {control} mode 600 level admin
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout check 1s
  retries 3
  option redispatch
{limits}  bind 127.0.0.1:{office}
  use_backend nodes_anyhow if {{ nbsrv(nodes) eq 0 }}
  default_backend nodes
backend nodes
  balance roundrobin
  option forwardfor
  option httpchk GET /readyz
  http-check expect status 200
  retry-on conn-failure
  default-server inter 500ms fall 2 rise 1
{checked}
backend nodes_anyhow
  balance roundrobin
  option forwardfor
  retry-on conn-failure
  http-error status 503 content-type \"text/html; charset=utf-8\" file unavailable.html
{unchecked}
listen leader
  bind 127.0.0.1:{leader}
  mode tcp
  timeout client 1h
  timeout server 1h
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
{machines}
listen standby
  bind 127.0.0.1:{standby}
  mode tcp
  timeout client 1h
  timeout server 1h
  option httpchk GET /replica
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
{machines}",
        limits = limits::SETTINGS,
        checked = servers(" check"),
        unchecked = servers(""),
    )
}
