import type pg from 'pg'
import type { Statement, Tx } from '#database.ts'

export async function transaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    const result = await work({
      query: async <Row extends object>({ name, text, values }: Statement) =>
        (await client.query<Row>({ name, text, values: [...values] })).rows,
    })
    // PostgreSQL answers ROLLBACK to the COMMIT of a failed transaction, without an error.
    const { command } = await client.query('COMMIT')
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a failed statement was ignored')
    client.release()
    return result
  } catch (error) {
    const isUsable = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    )
    client.release(!isUsable)
    throw error
  }
}
