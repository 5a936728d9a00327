import { resumeBroadcast } from '#notices/broadcast/control.ts'
import { BroadcastId, readBroadcastId } from './broadcast-id.ts'
import { defineCommand } from './command.ts'
import { controlBroadcast } from './control-broadcast.ts'

export const broadcastResume = defineCommand({
  words: 'broadcast resume',
  usage: 'broadcast resume ID',
  about: 'goes on with a paused broadcast where it was',
  options: {},
  argument: 'id',
  values: BroadcastId,
  async run({ values, ...call }) {
    const id = readBroadcastId(values, 'broadcast resume')
    return controlBroadcast({ ...call, id, deed: 'resume', run: resumeBroadcast })
  },
})
