import { z } from 'zod'
import { openTelegramOffice } from './telegram-office.ts'

/** A process that is killed. It is told where everything is, and says when it runs. */
const [connectionString, apiRoot, token] = z.tuple([z.string(), z.string(), z.string()]).parse(process.argv.slice(2))
await openTelegramOffice({ connectionString, apiRoot, token })
console.log('running')
