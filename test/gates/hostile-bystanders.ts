import type { openOffice } from '../stories/open-office.ts'
import { caller } from './kill-caller.ts'

type Office = Pick<Awaited<ReturnType<typeof openOffice>>, 'origin' | 'database'>

/** Two people who book, move and cancel all the while, and must not notice what happens beside them. */
export async function bystanders({ origin, database }: Office) {
  let isOver = false
  const callers = await Promise.all(
    [5000, 5001].map((number) => caller(number, { origin, isOver: () => isOver, pause: 100 })),
  )
  // One who fails is heard of at the end.
  const talking = Promise.allSettled(callers.map(({ done }) => done))

  return {
    async leave() {
      isOver = true
      await talking
      await Promise.all(callers.map(({ done }) => done))
      const appointments = await database.prisma.appointment.findMany()
      const judged = await Promise.all(
        callers.map((each) => {
          const theirs = appointments.filter(({ conversationId }) => conversationId === each.conversationId)
          return each.judge({
            booked: theirs.filter(({ moves }) => moves === 0).length,
            cancelled: theirs.filter(({ state }) => state === 'cancelled_by_applicant').length,
          })
        }),
      )
      const affected = judged.filter(
        ({ redelivered, unanswered, lost, doubled, readsOtherwise, doneTwice, notDone }) =>
          redelivered + unanswered + lost + doubled + readsOtherwise + doneTwice + notDone > 0,
      )
      return { affected: affected.length, messages: callers.reduce((sum, each) => sum + each.acknowledged(), 0) }
    },
  }
}
