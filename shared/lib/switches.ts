/** Capabilities that a deployment can switch off as a whole: WeChat's review approves each of them by itself. */
export const switchable = ['matchmaking', 'reading'] as const
export type Switchable = (typeof switchable)[number]
