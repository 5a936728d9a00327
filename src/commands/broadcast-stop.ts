import { stopBroadcast } from '#notices/broadcast/control.ts'
import { BroadcastId, readBroadcastId } from './broadcast-id.ts'
import { defineCommand } from './command.ts'
import { controlBroadcast } from './control-broadcast.ts'

export const broadcastStop = defineCommand({
  words: 'broadcast stop',
  usage: 'broadcast stop ID',
  about: 'ends a broadcast for good; what stands in line is taken back',
  options: {},
  argument: 'id',
  values: BroadcastId,
  async run({ values, ...call }) {
    const id = readBroadcastId(values, 'broadcast stop')
    return controlBroadcast({ ...call, id, deed: 'stop', run: stopBroadcast })
  },
})
