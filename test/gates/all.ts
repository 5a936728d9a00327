import { gate as broadcast } from './broadcast.ts'
import { gate as calendar } from './calendar.ts'
import { gate as calls } from './calls.ts'
import { gate as cutTelegram } from './cut-telegram.ts'
import { gate as doorsOfChat } from './doors-chat.ts'
import { gate as doors } from './doors.ts'
import { gate as fairness } from './fairness.ts'
import type { Gate } from './gate.ts'
import { gate as hostileTelegram } from './hostile-telegram.ts'
import { gate as hostile } from './hostile.ts'
import { gate as hotSlot } from './hot-slot.ts'
import { gate as kill } from './kill.ts'
import { gate as killedTelegram } from './killed-telegram.ts'
import { gate as onePerson } from './one-person.ts'
import { gate as output } from './output.ts'
import { gate as repeatedTelegram } from './repeated-telegram.ts'
import { gate as repeated } from './repeated.ts'
import { gate as seats } from './seats.ts'
import { gate as storm } from './storm.ts'

/** Everything that must be proven, in the order of its numbers. */
export const gates: readonly Gate[] = [
  seats,
  hotSlot,
  onePerson,
  storm,
  kill,
  killedTelegram,
  cutTelegram,
  repeated,
  repeatedTelegram,
  broadcast,
  calendar,
  hostile,
  hostileTelegram,
  doors,
  doorsOfChat,
  output,
  fairness,
  calls,
]
