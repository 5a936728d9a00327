import type { AnswerOf, RouteAt } from '../api.ts'

export type Draw = AnswerOf<RouteAt<'GET', '/draws'>>['draws'][number]
