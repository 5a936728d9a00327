import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/**
 * Argon2id with 19 MiB and 2 passes on one lane, the least that OWASP's password storage cheat sheet asks for, as a PHC
 * string. It runs on libuv's four threads: more than four at once wait, so that memory has a ceiling.
 */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, { ...cost, nonce })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(nonce)}$${encode(tag)}`
}

/** Without a hash it takes as long and is wrong: whoever asks must not learn by the clock that there is no such account. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const known = read(hash ?? '')
  if (known === undefined) {
    await derive(password, { ...cost, nonce: Buffer.alloc(16) })
    return false
  }
  return timingSafeEqual(await derive(password, known), known.tag)
}

const cost = { memory: 19 * 1024, passes: 2, parallelism: 1 }

type Derivation = typeof cost & { nonce: Buffer }

/** The same letters may be typed as one character or as two: NFKC makes them one (NIST SP 800-63B, 3.1.1.2). */
function derive(password: string, { nonce, ...rest }: Derivation): Promise<Buffer> {
  return promisify(argon2)('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: 32, ...rest })
}

function read(hash: string): (Derivation & { tag: Buffer }) | undefined {
  const [, memory, passes, parallelism, nonce, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]{43})$/.exec(hash) ?? []
  if (nonce === undefined || tag === undefined) return undefined
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
