/** A browser has no such button: the number is typed and proved by a one-time code. */
export const hasPhoneButton = false
