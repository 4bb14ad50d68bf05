/** A phone has no keys to go through a table with. */
export function useTableKeys(_id: string, _count: number): void {}

export function useEscape(_onEscape: () => void): void {}
