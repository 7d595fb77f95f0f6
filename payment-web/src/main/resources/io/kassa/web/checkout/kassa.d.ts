/** A payment as a phone sees it; more members may come. */
export interface Payment {
  id: string;
  orderId: string;
  amount: number;
  currency: string;
  description?: string;
  status: 'REQUIRES_CONFIRMATION' | 'PROCESSING' | 'SUCCEEDED' | 'CANCELED' | 'EXPIRED';
  channel?: string;
  createdAt: string;
  expiresAt: string;
  returnUrl?: string;
  invoice: { status: 'NONE' | 'PENDING' | 'ISSUED'; href?: string };
  test: boolean;
  merchantName?: string;
  channels?: { channel: string; scenes: string[] }[];
}

export interface Confirmation {
  status: 'SUCCEEDED';
  paymentId: string;
  confirmationNumber: string;
  amount: number;
  currency: string;
  channel: string;
  confirmedAt: string;
  signature: string;
}

export type NextAction =
  | { type: 'qr_code'; content: string }
  | { type: 'redirect'; url: string }
  | { type: 'app_invoke'; parameters: Record<string, string> };

export interface Processing {
  status: 'PROCESSING';
  nextAction?: NextAction;
}

export interface Choice {
  channel: 'BALANCE' | 'WECHAT_PAY' | 'ALIPAY' | 'TEST' | (string & {});
  scene?: 'NATIVE' | 'APP' | 'H5' | 'JSAPI';
  payer?: { openid: string };
}

export interface Options {
  /** The API, such as `https://pay.example/payment/api/v1`; the module's own server if left out. */
  apiBase?: string;
  signal?: AbortSignal;
}

/** Kassa refused; `code` is stable. */
export class Refusal extends Error {
  status: number;
  code: string;
}

/** Confirms; again gives the same answer and charges nothing twice. Rejects with a Refusal. */
export function confirm(id: string, key: string, choice: Choice, options?: Options): Promise<Confirmation | Processing>;
/** The payment as it is now. */
export function payment(id: string, key: string, options?: Options): Promise<Payment>;
/** Cancels. Rejects with a Refusal once it is paid. */
export function cancel(id: string, key: string, options?: Options): Promise<Payment>;
/** The signed confirmation of a payment that succeeded. */
export function confirmation(id: string, key: string, options?: Options): Promise<Confirmation>;
/** The invoice's PDF, or null while it is being made. */
export function invoice(id: string, key: string, options?: Options): Promise<Blob | null>;
/** Yields the payment now and whenever it may have changed, until it is final; survives a lost network. */
export function follow(id: string, key: string, options?: Options): AsyncGenerator<Payment, void>;
/** Resolves once the payment is paid, canceled or expired. */
export function waitUntilFinal(id: string, key: string, options?: Options): Promise<Payment>;
/** Whether nobody needs to wait any more. */
export function isFinal(payment: Payment): boolean;
/** The server's time in milliseconds, as far as the page may see it. */
export function serverNow(): number;
