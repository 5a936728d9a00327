import type { Database } from '#database.ts'

/** Whether a ticket is new. The inbox remembers it for all processes, as it does every other update's key. */
export function redeem(database: Pick<Database, 'query'>): (nonce: string) => Promise<boolean> {
  return async (nonce) => {
    const taken = await database.query({
      name: 'redeem-ticket',
      text: `INSERT INTO inbox (channel, key) VALUES ('ticket', $1) ON CONFLICT DO NOTHING RETURNING key`,
      values: [nonce],
    })
    return taken.length > 0
  }
}
