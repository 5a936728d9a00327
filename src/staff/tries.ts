import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Tx } from '#database.ts'
import { keyObject } from '#privacy/key-object.ts'
import type { Keys } from '#privacy/keys.ts'
import { hashToken, newToken } from './token.ts'

/**
 * Tries that are free; each further one costs minutes: 1, 2, 4, 8, then 15. A browser in which the member once signed in counts
 * apart. All others count by their address and, so that many addresses are no way round it, all together.
 */
const freeTries = { alone: 5, together: 20 }

/** Where a try comes from: `browser` is the token that a browser got when somebody signed in there. */
export type Source = { address: string; browser: string | undefined }

type Try = { staffId: string; from: Source; now: Date }

/**
 * Counts a try before it is judged, so that a hundred at once are a hundred. False while it must wait: then nothing is judged and
 * nothing counted, and who waits is let in again in the end. Whoever asks has locked the account.
 */
export async function claimTry(tx: Tx, keys: Pick<Keys, 'token'>, { staffId, from, now }: Try): Promise<boolean> {
  const isKnown = await isKnownBrowser(tx, { staffId, browser: from.browser })
  if (!isKnown && (await waits(tx, { staffId, now }))) return false
  const source = isKnown && from.browser !== undefined ? hashToken(from.browser) : hashAddress(keys, { staffId, from })
  const claimed = await tx.query({
    name: 'claim-try',
    text: `
      INSERT INTO sign_in_source (staff_id, source, failures, last_at) VALUES ($1, $2, 1, $3)
      ON CONFLICT (staff_id, source) DO UPDATE SET failures = sign_in_source.failures + 1, last_at = $3,
        locked_until = ${pauseAfter('sign_in_source.failures + 1', { free: freeTries.alone, now: '$3' })}
      WHERE coalesce(sign_in_source.locked_until <= $3, true)
      RETURNING source`,
    values: [staffId, source, now],
  })
  if (claimed.length === 0) return false
  if (!isKnown) {
    await tx.query({
      name: 'count-stranger',
      text: `UPDATE staff SET failures = failures + 1,
               locked_until = ${pauseAfter('failures + 1', { free: freeTries.together, now: '$2' })}
             WHERE id = $1`,
      values: [staffId, now],
    })
  }
  return true
}

/** Who got in starts with all tries again, and their browser is known. Resolves to the token that it keeps. */
export async function forgiveTries(tx: Tx, keys: Pick<Keys, 'token'>, { staffId, from, now }: Try): Promise<string> {
  const browser = await ownToken(tx, from.browser)
  await tx.query({
    name: 'forget-tries',
    text: `DELETE FROM sign_in_source WHERE staff_id = $1 AND source = $2`,
    values: [staffId, hashAddress(keys, { staffId, from })],
  })
  await tx.query({
    name: 'know-browser',
    text: `INSERT INTO sign_in_source (staff_id, source, is_known, last_at) VALUES ($1, $2, true, $3)
           ON CONFLICT (staff_id, source) DO UPDATE SET is_known = true, failures = 0, locked_until = NULL, last_at = $3`,
    values: [staffId, hashToken(browser), now],
  })
  await tx.query({
    name: 'forgive-strangers',
    text: `UPDATE staff SET failures = 0, locked_until = NULL WHERE id = $1`,
    values: [staffId],
  })
  return browser
}

/** No browser is known any more, and nobody waits. */
export async function forgetSources(tx: Tx, staffId: string): Promise<void> {
  await tx.query({
    name: 'forget-sources',
    text: `DELETE FROM sign_in_source WHERE staff_id = $1`,
    values: [staffId],
  })
}

/** SQL: until when it waits after so many failures. */
function pauseAfter(failures: string, { free, now }: { free: number; now: string }): string {
  return `CASE WHEN ${failures} >= ${free}
    THEN ${now}::timestamptz + make_interval(mins => least(15, power(2, least(${failures} - ${free}, 10)))::int) END`
}

async function isKnownBrowser(
  tx: Tx,
  { staffId, browser }: { staffId: string; browser: string | undefined },
): Promise<boolean> {
  if (browser === undefined) return false
  const found = await tx.query({
    name: 'is-known-browser',
    text: `SELECT source FROM sign_in_source WHERE staff_id = $1 AND source = $2 AND is_known`,
    values: [staffId, hashToken(browser)],
  })
  return found.length > 0
}

async function waits(tx: Tx, { staffId, now }: { staffId: string; now: Date }): Promise<boolean> {
  const waiting = await tx.query({
    name: 'do-strangers-wait',
    text: `SELECT id FROM staff WHERE id = $1 AND locked_until > $2`,
    values: [staffId, now],
  })
  return waiting.length > 0
}

/** The browser's own where it is one of ours, whoever got it: several people may work at one. What somebody else put there is not kept. */
async function ownToken(tx: Tx, browser: string | undefined): Promise<string> {
  if (browser === undefined) return newToken()
  const known = await tx.query({
    name: 'is-our-browser',
    text: `SELECT source FROM sign_in_source WHERE source = $1 AND is_known LIMIT 1`,
    values: [hashToken(browser)],
  })
  return known.length > 0 ? browser : newToken()
}

/** An address is about somebody: without our key nobody finds it again, and not even we in two accounts. */
function hashAddress(keys: Pick<Keys, 'token'>, { staffId, from }: Pick<Try, 'staffId' | 'from'>): Buffer {
  return createHmac('sha256', keyObject(keys.token))
    .update(`sign-in ${staffId} ${networkOf(from.address)}`)
    .digest()
}

/** Of IPv6 the first half: the other one is for whoever has it to choose. */
function networkOf(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? []
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  return [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
