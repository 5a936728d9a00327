import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const isInstalled = existsSync(new URL('node_modules', import.meta.url))
if (!isInstalled) console.warn('The peers are not installed: `npm run peers` installs and runs them. Left out.')

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: isInstalled ? ['**/*.test.ts'] : [],
    passWithNoTests: true,
    fileParallelism: false,
  },
})
