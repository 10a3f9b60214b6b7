// Verifies requests as a receiver does: {"secret", "requests": [{"headers", "body"}]} on the standard input, the verified bodies on the output.
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";

const { secret, requests } = JSON.parse(await text(process.stdin));
const webhook = new Webhook(secret);
console.log(JSON.stringify(requests.map(({ headers, body }) => webhook.verify(body, headers))));
