import { PgBoss } from 'pg-boss'
import type { Statement, Tx } from '#database.ts'
import { session } from '#database/session.ts'
import type { Log } from '#log.ts'
import { Refusal } from '#refusal.ts'

/** One queue for each kind of work. */
export const jobNames = ['broadcast', 'offer', 'draw', 'forecast'] as const
export type JobName = (typeof jobNames)[number]

/** With `at` not before that instant; with `tx` only if that transaction commits. */
type When = { at?: Date; tx?: Tx }

/** Without an id: look what is due and do it. */
export type Work = (id: string | undefined) => Promise<void>

export type Jobs = {
  /** Wakes the work on the row `id` in one of the processes. */
  wake(name: JobName, id: string, when?: When): Promise<void>
  /** `repeat` is a cron expression in Berlin's time at which the work is woken without an id, once among all processes. */
  work(name: JobName, work: Work, options?: { repeat?: string }): Promise<void>
  /** Waits for the work under way, at most 8 seconds. */
  stop(): Promise<void>
}

type Parts = {
  connectionString: string
  database: { query<Row extends object>(statement: Statement): Promise<Row[]> }
  log: Log
  /** Whether this process works too: one that does not only wakes the others. */
  works: boolean
}

/**
 * Times and fan-out by pg-boss, in its own schema of the same database; see README.md. The truth stands in rows of ours with
 * the time at which they are due: a job only wakes the work, it may come twice, late or never, and carries an id and nothing else.
 */
export async function openJobs({ connectionString, database, log, works }: Parts): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: session(connectionString),
    schema,
    createSchema: await needsSchema(database),
    max: 3,
    useListenNotify: works,
    supervise: works,
    schedule: works,
    registerInstance: false,
    cronMonitorIntervalSeconds: 15,
  })
  boss.on('error', (error) => log.error('jobs-failed', error))
  await boss.start()
  for (const name of jobNames) await boss.createQueue(name, queue)

  return {
    async wake(name, id, { at, tx } = {}) {
      await boss.send(name, { id }, { ...(at && { startAfter: at }), ...(tx && { db: within(tx) }) })
    },
    async work(name, work, { repeat } = {}) {
      const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 }
      await boss.work<{ id?: string }>(name, polling, async (jobs) => {
        for (const { data } of jobs) {
          await work(data?.id).catch((error: unknown) => {
            log.error(`${name}-failed`, error)
            throw error
          })
        }
      })
      if (repeat !== undefined) await boss.schedule(name, repeat, {}, { tz: 'Europe/Berlin' })
    },
    stop: () => boss.stop({ timeout: 8000 }),
  }
}

const schema = 'pgboss'

/** A job that failed five times is not lost: its row is still due, and the next look finds it. */
const queue = {
  notify: true,
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  deleteAfterSeconds: 24 * 60 * 60,
}

/** `CREATE SCHEMA IF NOT EXISTS` wants the right to create one even where it exists. */
async function needsSchema(database: Parts['database']): Promise<boolean> {
  const [found] = await database.query<{ exists: boolean; may: boolean; name: string; user: string }>({
    name: 'jobs-schema',
    text: `SELECT to_regnamespace($1) IS NOT NULL AS "exists", has_database_privilege(current_database(), 'CREATE') AS may,
                  current_database() AS name, current_user AS "user"`,
    values: [schema],
  })
  if (found && !found.exists && !found.may) {
    throw new Refusal(
      `The user ${found.user} of DATABASE_URL may not make the schema for timed work: run as the database's owner "CREATE SCHEMA ${schema} AUTHORIZATION ${found.user}"`,
    )
  }
  return found?.exists !== true
}

/** Statements of pg-boss in a transaction of ours. Their texts are built: unnamed, none stays prepared. */
function within(tx: Tx) {
  return {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: await tx.query<Record<string, unknown>>({ name: '', text, values }),
    }),
  }
}
