import { pauseBroadcast } from '#notices/broadcast/control.ts'
import { BroadcastId, readBroadcastId } from './broadcast-id.ts'
import { defineCommand } from './command.ts'
import { controlBroadcast } from './control-broadcast.ts'

export const broadcastPause = defineCommand({
  words: 'broadcast pause',
  usage: 'broadcast pause ID',
  about: 'tells nobody else until it goes on',
  options: {},
  argument: 'id',
  values: BroadcastId,
  async run({ values, ...call }) {
    const id = readBroadcastId(values, 'broadcast pause')
    return controlBroadcast({ ...call, id, deed: 'pause', run: pauseBroadcast })
  },
})
