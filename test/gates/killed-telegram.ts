import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout } from 'node:timers/promises'
import { check } from '#appointments/check.ts'
import { freshOffice } from '../database/fresh-database.ts'
import type { Server } from '../database/template.ts'
import { type FakeBotApi, startFakeBotApi } from '../telegram/fake-bot-api.ts'
import type { Form, Gate, Outcome } from './gate.ts'
import { withServer } from './gate-server.ts'
import { random } from './random.ts'
import { account, settled, visitors } from './telegram-visitors.ts'

/**
 * Gate 5 with Telegram as the source: the process is killed at random moments while people talk to it; whatever was not
 * confirmed comes again, and every kill may double one message.
 */
export const gate: Gate = {
  number: 5,
  name: 'kill -9 (Telegram)',
  run: (form, given) => withServer(given, (server) => kill({ ...sizes[form], server }), { isDurable: true }),
  // A few kills are enough to know.
  mutant: (_, given) =>
    withServer(given, (server) => kill({ ...sizes.short, server, mutant: forgetful }), { isDurable: true }),
}

type Size = { kills: number; people: number }
const sizes: Record<Form, Size> = { short: { kills: 2, people: 6 }, full: { kills: 200, people: 40 } }

type Plan = Size & { server: Server; mutant?: string }

async function kill({ kills, people, server, mutant }: Plan): Promise<Outcome> {
  const database = await freshOffice({ server })
  if (mutant !== undefined) await database.query({ name: 'forgetful', text: mutant, values: [] })
  const fake = await startFakeBotApi()
  const crowd = visitors(fake, people)
  const chance = random(5)
  let child: ChildProcess | undefined
  try {
    for (let killed = 0; killed < kills; killed++) {
      const before = answered(fake)
      child = await start(database.connectionString, fake)
      // Only when the lease of the killed one has run out is anybody answered again.
      while (answered(fake) === before && child.exitCode === null) await setTimeout(20)
      await setTimeout(chance.below(1500))
      if (child.kill('SIGKILL')) await once(child, 'exit')
    }
    child = await start(database.connectionString, fake)
    await crowd.leave()
    const isQuiet = await settled(fake, database, 60)
    const { updates, lost, messages, unsent, doubled, twice } = await account(fake, database, crowd)
    const book = await check(database)
    return {
      passed:
        isQuiet && lost === 0 && twice === 0 && unsent === 0 && doubled <= kills && book.ok && fake.faults.length === 0,
      figures: {
        kills,
        updates,
        'acknowledged and lost': lost,
        'booked twice': twice,
        messages,
        'not delivered': unsent,
        'doubled messages': doubled,
        'book adds up': String(book.ok),
        'quiet at the end': String(isQuiet),
      },
    }
  } finally {
    await crowd.leave()
    child?.kill('SIGKILL')
    await fake.close()
    await database.close()
  }
}

function answered(fake: FakeBotApi): number {
  return fake.count(/^(send|edit)Message/)
}

/** The guard taken out: an update's key is forgotten as soon as it is written. */
const forgetful = `
  DO $do$ BEGIN
    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      DELETE FROM inbox WHERE channel = NEW.channel AND key = NEW.key;
      RETURN NULL;
    END $$;
    CREATE TRIGGER forgetful AFTER INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION forget();
  END $do$`

async function start(
  connectionString: string,
  { root, token }: { root: string; token: string },
): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./telegram-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, connectionString, root, token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}
