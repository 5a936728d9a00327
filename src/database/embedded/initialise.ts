import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import type { Account } from './account.ts'
import { command } from './command.ts'
import { type Endpoint, owner } from './endpoint.ts'

type Cluster = { binaries: string; data: string; account: Account; endpoint: Endpoint; sync?: boolean }

/** Makes the cluster beside its place and moves it there when complete, so that a crash never leaves half of one. */
export async function initialise({ binaries, data, account, endpoint, sync = true }: Cluster): Promise<void> {
  const fresh = `${data}.new`
  const passwordFile = `${data}.password`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  if (account !== undefined) await chown(fresh, account.uid, account.gid)
  if ('password' in endpoint) await writeFile(passwordFile, endpoint.password, { mode: 0o600 })
  const login = 'password' in endpoint ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust']
  const args = ['--pgdata', fresh, '--username', owner, ...locale, ...login, '--no-instructions']
  await command({ binaries, name: 'initdb', args: sync ? args : [...args, '--no-sync'], account })
  await rename(fresh, data)
}

/** The same sort order and letter cases on every machine, whatever its locales. */
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
