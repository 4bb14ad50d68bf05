/** WeChat fills the phone number in by a button of its own. */
export const hasPhoneButton = true
