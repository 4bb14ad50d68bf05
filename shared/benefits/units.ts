/** Things are counted in their own words: 张 for tickets, 场 for courts, 份 for the rest. */
export const unitOf = (kind: string): string => (kind === 'film' ? '张' : kind === 'sports' ? '场' : '份')
