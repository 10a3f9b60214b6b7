package dev.albireo.credentials.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final String TEXT =
            "otpauth://totp/Ein%20B%C3%BCro:someone%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ein%20B%C3%BCro";

    @Test
    void a_reader_reads_what_was_written() throws Exception {
        BufferedImage image = image();
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        BinaryBitmap bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));
        assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(TEXT);
    }

    @Test
    void it_is_large_enough_and_has_a_white_border() throws Exception {
        BufferedImage image = image();
        assertThat(image.getWidth()).isEqualTo(image.getHeight()).isGreaterThanOrEqualTo(200);
        assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
        assertThat(image.getRGB(23, 23) & 0xffffff).isEqualTo(0xffffff);
        assertThat(image.getRGB(24, 24) & 0xffffff).isZero();
    }

    private static BufferedImage image() throws Exception {
        String uri = QrCode.dataUri(TEXT);
        assertThat(uri).startsWith("data:image/png;base64,");
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
    }
}
