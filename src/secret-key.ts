import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '#config.ts'
import type { Database } from '#database.ts'
import { errorCode } from '#database/error-code.ts'
import { Refusal } from '#refusal.ts'

/** The master secret: the setting or, for the embedded database, one made at the first start and kept beside the data. */
export async function readSecretKey(
  { secretKey, dataDir }: Pick<Config, 'secretKey' | 'dataDir'>,
  database: Pick<Database, 'prisma'>,
): Promise<string> {
  if (secretKey !== undefined) return secretKey
  const file = join(resolve(dataDir), 'secret.key')
  const kept = await readFile(file, 'utf8').catch(unlessMissing)
  if (kept !== undefined) return kept.trim()
  if ((await database.prisma.dataKey.count()) > 0) {
    throw new Refusal(`${file} is missing, and without it the stored names can't be read: restore it or set SECRET_KEY`)
  }
  return make(file)
}

async function make(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  // Of two first starts at once one makes the key, and both use it.
  await link(draft, file).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
  await rm(draft)
  return (await readFile(file, 'utf8')).trim()
}

function unlessMissing(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error
}
