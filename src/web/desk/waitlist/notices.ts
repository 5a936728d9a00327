/** How long before its start somebody must know of a time, in minutes. */
export const notices = [60, 180, 1440, 4320] as const
