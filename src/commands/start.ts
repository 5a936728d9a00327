import { z } from 'zod'
import { askedToStop } from './asked-to-stop.ts'
import { defineCommand } from './command.ts'

/** Runs until SIGTERM or SIGINT, then lets what runs finish, for at most 10 seconds. */
export const start = defineCommand({
  words: 'start',
  usage: 'start',
  about: 'serves the chat, until it is stopped',
  options: {},
  values: z.object({}),
  async run({ config, say }) {
    const asked = askedToStop(config)
    // The other commands need none of the channels and start without loading them.
    const { serve } = await import('#main.ts')
    const running = await serve(config, { say })
    console.log(`Terminlotse is ready: ${running.address}`)
    await asked
    setTimeout(() => {
      say('Something did not finish within 10 seconds and was cut off.')
      process.exit(1)
    }, 9500).unref()
    await running.stop()
    return { isOk: true, lines: [], data: {} }
  },
})
