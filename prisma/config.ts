import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// The CLI would download a schema engine at every command; generate, validate and format do without one.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({
  schema: fileURLToPath(new URL('./schema.prisma', import.meta.url)),
})
