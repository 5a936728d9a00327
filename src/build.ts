import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Run by `npm ci`: makes what is not kept in the repository, Prisma's client and the bundled pages.
generateClient()
const { buildPages } = await import('#web/build.ts')
await buildPages()

function generateClient(): void {
  const prisma = join(dirname(createRequire(import.meta.url).resolve('prisma/package.json')), 'build', 'index.js')
  const config = fileURLToPath(new URL('../prisma/config.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [prisma, 'generate', '--config', config, '--no-hints'],
    {
      encoding: 'utf8',
      env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  )
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}\n${stderr}`)
}
