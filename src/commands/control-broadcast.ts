import type { Config } from '#config.ts'
import { openStore } from '#database/open-store.ts'
import type { Tx } from '#database.ts'
import type { BroadcastState } from '#notices/broadcast/broadcast.ts'
import type { Controlled } from '#notices/broadcast/control.ts'
import { audit } from '#staff/audit.ts'
import { isBroadcastId, noBroadcast } from './broadcast-id.ts'
import type { Answer } from './command.ts'

type Deed = 'pause' | 'resume' | 'stop'

type Order = {
  config: Config
  say: (line: string) => void
  id: string
  deed: Deed
  run(tx: Tx, of: { id: string; now: Date }): Promise<Controlled>
}

/** Does to a broadcast what the desk does, with the same entry in the audit trail; the running program hears of it by itself. */
export async function controlBroadcast({ config, say, id, deed, run }: Order): Promise<Answer> {
  if (!isBroadcastId(id)) return noBroadcast(id)
  const { database, close } = await openStore({ config, purpose: 'command', say })
  const done = await database
    .transaction(async (tx) => {
      const done = await run(tx, { id, now: new Date() })
      if (done.outcome === 'done') await audit(tx, { by: undefined, deed: `${deed}-broadcast`, subject: id })
      return done
    })
    .finally(close)
  switch (done.outcome) {
    case 'done':
      return { isOk: true, lines: [`Broadcast ${id} ${effects[deed]}`], data: { ...done, id } }
    case 'not-found':
      return noBroadcast(id)
    case 'not-possible': {
      const message = `Broadcast ${id} ${hindrance(done.state, deed)}`
      return { isOk: false, lines: [message], data: { ...done, id, message } }
    }
  }
}

const effects: Record<Deed, string> = {
  pause: 'is paused: nobody else is told until "terminlotse broadcast resume".',
  resume: 'goes on.',
  stop: 'is stopped for good: nobody else is told.',
}

/** Why not, and what helps. */
function hindrance(state: BroadcastState, deed: Deed): string {
  switch (state) {
    case 'finished':
      return 'is finished: everybody was told. To tell more people, make another one.'
    case 'stopped':
      return 'was stopped for good. To tell more people, make another one.'
    case 'draft':
      return deed === 'resume'
        ? 'is a draft: start it at the desk.'
        : 'is a draft: nobody is told before it is started. "terminlotse broadcast stop" ends it.'
    case 'scheduled':
      return deed === 'resume'
        ? 'is scheduled: it begins by itself at its time.'
        : 'is scheduled: nobody is told before its time. "terminlotse broadcast stop" ends it.'
    case 'running':
    case 'paused':
      return `is ${state}.`
  }
}
